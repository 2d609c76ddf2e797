package dev.slipway.identity;

import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.util.ClassUtils;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.reactive.resource.ResourceWebHandler;

/** Who may use a route. */
sealed interface RouteRule {

    /** Everybody. */
    record Open() implements RouteRule {}

    /** Who has the permission. */
    record Needs(Permission permission) implements RouteRule {}

    /** Nobody: its author forgot to say who. */
    record Closed() implements RouteRule {}

    /** The rule of what would handle a request; routes of libraries are named here. */
    static RouteRule of(Object handler) {
        if (handler instanceof ResourceWebHandler) {
            return new Open();
        }
        if (!(handler instanceof HandlerMethod method)) {
            return new Closed();
        }
        if (AnnotatedElementUtils.hasAnnotation(method.getMethod(), OpenToAll.class)) {
            return new Open();
        }
        var requires = AnnotatedElementUtils.findMergedAnnotation(method.getMethod(), Requires.class);
        if (requires == null) {
            requires = AnnotatedElementUtils.findMergedAnnotation(
                    ClassUtils.getUserClass(method.getBeanType()), Requires.class);
        }
        if (requires != null) {
            return new Needs(requires.value());
        }
        return method.getBeanType().getName().startsWith("org.springdoc.") ? new Needs(Permission.VIEW) : new Closed();
    }
}
