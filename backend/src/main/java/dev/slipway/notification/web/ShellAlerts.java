package dev.slipway.notification.web;

import dev.slipway.identity.Access;
import dev.slipway.notification.alert.Alerts;
import dev.slipway.web.LiveEverywhere;
import dev.slipway.web.PageAttributes;
import dev.slipway.web.Part;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** How many alerts of the page's project are open, in the navigation, for everybody who may see the project. */
@Component
class ShellAlerts implements PageAttributes, LiveEverywhere {

    private static final Duration LOOK_AGAIN = Duration.ofSeconds(20);

    private final Alerts alerts;

    ShellAlerts(Alerts alerts) {
        this.alerts = alerts;
    }

    @Override
    public Mono<Map<String, Object>> of(ServerWebExchange exchange) {
        return project(exchange).flatMap(this::count).map(part -> Map.of("alertCount", part));
    }

    @Override
    public Flux<List<Part>> states(ServerWebExchange exchange) {
        return project(exchange)
                .flatMapMany(project -> Flux.merge(
                                alerts.changes().filter(project::equals),
                                Flux.interval(LOOK_AGAIN).map(String::valueOf))
                        .onBackpressureLatest()
                        .concatMap(_ -> count(project), 1)
                        .map(List::of));
    }

    private Mono<Part> count(String project) {
        return alerts.open()
                .filter(alert -> alert.place().project().equals(project))
                .count()
                .map(count -> new Part("notification/count", "alert-count", count));
    }

    /** Empty on pages of no project, and for who may not see it. */
    private static Mono<String> project(ServerWebExchange exchange) {
        var path =
                exchange.getRequest().getPath().pathWithinApplication().value().split("/");
        if (path.length < 3 || !path[1].equals("projects")) {
            return Mono.empty();
        }
        return exchange.getPrincipal()
                .ofType(Authentication.class)
                .mapNotNull(Authentication::getPrincipal)
                .ofType(Access.class)
                .filter(Access::signedIn)
                .filter(access -> access.projects().include(path[2]))
                .map(_ -> path[2]);
    }
}
