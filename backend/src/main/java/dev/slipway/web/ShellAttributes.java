package dev.slipway.web;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpCookie;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Gives every page its {@link Shell}. The project looked at last and the theme live in cookies of the browser. */
@Component
class ShellAttributes implements PageAttributes {

    private static final String THEME = "slipway-theme";
    private static final String PROJECT = "slipway-project";
    private static final Set<String> THEMES = Set.of("light", "dark");

    private final ObjectProvider<ProjectLinks> projects;
    private final AssetVersion assets;
    private final Clock clock;

    ShellAttributes(ObjectProvider<ProjectLinks> projects, AssetVersion assets, Clock clock) {
        this.projects = projects;
        this.assets = assets;
        this.clock = clock;
    }

    @Override
    public Mono<Map<String, Object>> of(ServerWebExchange exchange) {
        return Flux.fromStream(projects.orderedStream())
                .concatMap(links -> links.all(exchange))
                .collectList()
                .map(all -> Map.of("shell", shell(exchange, all)));
    }

    private Shell shell(ServerWebExchange exchange, List<ProjectLink> all) {
        var theme = cookie(exchange, THEME).filter(THEMES::contains).orElse(null);
        return new Shell(theme, current(exchange, all), all, assets.value(), clock.instant());
    }

    private static @Nullable ProjectLink current(ServerWebExchange exchange, List<ProjectLink> all) {
        var inPath = inPath(exchange).flatMap(key -> find(all, key));
        inPath.ifPresent(project -> exchange.getResponse()
                .addCookie(ResponseCookie.from(PROJECT, project.key())
                        .path("/")
                        .httpOnly(true)
                        .sameSite("Lax")
                        .maxAge(Duration.ofDays(365))
                        .build()));
        return inPath.or(() -> cookie(exchange, PROJECT).flatMap(key -> find(all, key)))
                .orElse(all.isEmpty() ? null : all.getFirst());
    }

    private static Optional<String> inPath(ServerWebExchange exchange) {
        Map<String, String> variables =
                exchange.getAttributeOrDefault(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE, Map.of());
        return Optional.ofNullable(variables.get("project"));
    }

    private static Optional<ProjectLink> find(List<ProjectLink> all, String key) {
        return all.stream().filter(project -> project.key().equals(key)).findFirst();
    }

    private static Optional<String> cookie(ServerWebExchange exchange, String name) {
        return Optional.ofNullable(exchange.getRequest().getCookies().getFirst(name))
                .map(HttpCookie::getValue);
    }
}
