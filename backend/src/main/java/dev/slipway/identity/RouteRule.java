package dev.slipway.identity;

import java.util.Optional;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.util.ClassUtils;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.reactive.resource.ResourceWebHandler;

/** Who may use a route. */
sealed interface RouteRule {

    /** Signed in or not. */
    record Everybody() implements RouteRule {}

    /**
     * Who has the permission.
     *
     * @param within somewhere in the place of the address is enough to reach the handler, which looks closer
     */
    record Needs(Permission permission, boolean within) implements RouteRule {}

    /** Who has the permission on everything. */
    record Everywhere(Permission permission) implements RouteRule {}

    /** Its author forgot to say who. */
    record Nobody() implements RouteRule {}

    /** Nothing handles such a request, for the reason given or because there is no such path. */
    record Nothing(Optional<Throwable> why) implements RouteRule {}

    /** The rule of what would handle a request; the routes of a library are named here. */
    static RouteRule of(Object handler) {
        if (handler instanceof ResourceWebHandler) {
            return new Everybody();
        }
        if (!(handler instanceof HandlerMethod method)) {
            return new Nobody();
        }
        var type = ClassUtils.getUserClass(method.getBeanType());
        var requires = AnnotatedElementUtils.findMergedAnnotation(method.getMethod(), Requires.class);
        if (requires == null && AnnotatedElementUtils.hasAnnotation(method.getMethod(), Open.class)) {
            return new Everybody();
        }
        if (requires == null) {
            requires = AnnotatedElementUtils.findMergedAnnotation(type, Requires.class);
        }
        if (requires != null) {
            return new Needs(requires.value(), requires.within());
        }
        if (AnnotatedElementUtils.hasAnnotation(type, Open.class)) {
            return new Everybody();
        }
        return type.getName().startsWith("org.springdoc.") ? new Needs(Permission.ADMINISTER, false) : new Nobody();
    }
}
