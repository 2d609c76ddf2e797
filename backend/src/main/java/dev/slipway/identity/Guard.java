package dev.slipway.identity;

import dev.slipway.web.Forbidden;
import dev.slipway.web.NotFound;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.util.pattern.PathPattern;
import reactor.core.publisher.Mono;

/**
 * Lets a request pass to its handler if who asks has the permission in the place of the request. That is named by the
 * address, or found from an id in it by {@link Whereabouts}, which is only asked when it matters.
 */
@Component
class Guard {

    private final ObjectProvider<Whereabouts> whereabouts;
    private final Accounts accounts;

    Guard(ObjectProvider<Whereabouts> whereabouts, Accounts accounts) {
        this.whereabouts = whereabouts;
        this.accounts = accounts;
    }

    /** Empty when they pass; else {@link Forbidden}, or {@link NotFound} for what they may not know of. */
    Mono<Void> pass(RouteRule.Needs needs, Access who, ServerWebExchange exchange) {
        Map<String, String> variables =
                exchange.getAttributeOrDefault(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE, Map.of());
        var here = here(variables);
        exchange.getAttributes().put(Access.HERE, here);
        var project = here.project();
        if (!who.knows(project)) {
            return Mono.error(new NotFound("There is no project " + project + "."));
        }
        if (who.mayEverywhere(needs.permission())) {
            return Mono.empty();
        }
        if (!who.touches(needs.permission(), needs.permission() == Permission.VIEW ? here.whole() : here)) {
            return refuse(needs.permission(), who, here);
        }
        if (needs.within()) {
            return Mono.empty();
        }
        if (needs.permission() == Permission.VIEW && project != null) {
            return straight(needs, who, here);
        }
        return lookup(exchange)
                .map(found -> found.of(variables).collectList().flatMap(places -> look(needs, who, places)))
                .orElseGet(() -> straight(needs, who, here));
    }

    /** What is not found by an id is asked of the whole place that the address names. */
    private Mono<Void> straight(RouteRule.Needs needs, Access who, Place here) {
        var may = needs.permission() == Permission.VIEW
                ? who.mayWithin(Permission.VIEW, here.whole())
                : who.may(needs.permission(), here);
        return may ? Mono.empty() : refuse(needs.permission(), who, here);
    }

    private Mono<Void> look(RouteRule.Needs needs, Access who, List<Place> places) {
        if (places.isEmpty() || !places.stream().allMatch(place -> who.knows(place.project()))) {
            return Mono.error(new NotFound("There is no such thing, or you may not know of it."));
        }
        return places.stream()
                .filter(place -> !who.may(needs.permission(), place))
                .findFirst()
                .map(place -> refuse(needs.permission(), who, place))
                .orElseGet(Mono::empty);
    }

    private Mono<Void> refuse(Permission permission, Access who, Place place) {
        var nothing = who.holdings().isEmpty() ? " Nothing has been granted to you yet." : "";
        return accounts.administrators()
                .collect(Collectors.joining(", "))
                .flatMap(names -> Mono.error(new Forbidden(
                        who.lacks(permission, place) + nothing + " An administrator can grant it: " + names + ".")));
    }

    private Optional<Whereabouts> lookup(ServerWebExchange exchange) {
        var pattern = exchange.<PathPattern>getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
        return pattern == null ? Optional.empty() : lookup(pattern.getPatternString());
    }

    /** The one for the longest beginning of an address. */
    Optional<Whereabouts> lookup(String pattern) {
        var plain = plain(pattern);
        Whereabouts best = null;
        var length = 0;
        for (var one : (Iterable<Whereabouts>) whereabouts.orderedStream()::iterator) {
            for (var beginning : one.addresses()) {
                if ((plain.equals(beginning) || plain.startsWith(beginning + "/")) && beginning.length() > length) {
                    best = one;
                    length = beginning.length();
                }
            }
        }
        return Optional.ofNullable(best);
    }

    /** Without what limits the variables: {@code {id:\\d+}} is {@code {id}}. */
    static String plain(String pattern) {
        return pattern.replaceAll("\\{([^:}]+):[^}]*}", "{$1}");
    }

    static Place here(Map<String, String> variables) {
        var project = variables.get("project");
        return project == null
                ? Place.EVERYWHERE
                : new Place(project, variables.get("environment"), variables.get("service"));
    }
}
