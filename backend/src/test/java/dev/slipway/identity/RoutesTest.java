package dev.slipway.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.testing.PortalTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.reactive.result.method.RequestMappingInfo;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;

/** Every route that the portal really has: its rule is the one in {@code routes.txt}, and it is kept. */
@PortalTest
class RoutesTest {

    private final TestPeople people;
    private final RequestMappingHandlerMapping mapping;

    @Autowired
    RoutesTest(TestPeople people, @Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping mapping) {
        this.people = people;
        this.mapping = mapping;
    }

    private record Route(String method, String path, RouteRule rule, Set<MediaType> consumes) {

        @Override
        public String toString() {
            var needs = switch (rule) {
                case RouteRule.Needs(var permission, var within) -> permission.name() + (within ? "~" : "");
                case RouteRule.Everywhere(var permission) -> permission.name();
                case RouteRule.Everybody() -> "everybody";
                case RouteRule.Nobody(), RouteRule.Nothing(var _) -> "nobody";
            };
            return "%-12s %-6s %s".formatted(needs, method, path);
        }
    }

    @Test
    void rulesShouldBeThoseOfTheTable() throws IOException {
        var found = routes().map(Route::toString).toList();
        Files.write(Path.of("target/routes.txt"), found);
        var expected = new ClassPathResource("routes.txt")
                .getContentAsString(StandardCharsets.UTF_8)
                .lines()
                .toList();
        assertThat(found)
                .as("routes and who may use them; if the change is meant, copy target/routes.txt to src/test/resources")
                .isEqualTo(expected);
    }

    @Test
    void everyRouteShouldHaveARule() {
        assertThat(routes().filter(route -> route.rule() instanceof RouteRule.Nobody))
                .isEmpty();
    }

    @Test
    void nobodyShouldPassWithoutThePermission() {
        var anonymous = people.client();
        routes().filter(route -> route.rule() instanceof RouteRule.Needs).forEach(route -> {
            assertThat(status(anonymous, route))
                    .as("nobody: %s", route)
                    .isIn(route.method().equals("GET") ? List.of(303, 401) : List.of(401, 403));
            for (var role : Role.values()) {
                if (route.rule() instanceof RouteRule.Needs(var permission, var _)
                        && !role.permissions().contains(permission)) {
                    assertThat(status(people.as(role), route))
                            .as("%s: %s", role, route)
                            .isEqualTo(403);
                }
            }
        });
    }

    private static int status(WebTestClient client, Route route) {
        return client.method(HttpMethod.valueOf(route.method()))
                .uri(route.path().replaceAll("\\{[^}]*}", "1").replace("*", "x"))
                .headers(headers -> route.consumes().stream()
                        .filter(MediaType::isConcrete)
                        .findFirst()
                        .ifPresent(headers::setContentType))
                .exchange()
                .returnResult(Void.class)
                .getStatus()
                .value();
    }

    private Stream<Route> routes() {
        return mapping.getHandlerMethods().entrySet().stream()
                .flatMap(entry -> routes(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparing(Route::path).thenComparing(Route::method));
    }

    private static Stream<Route> routes(RequestMappingInfo info, HandlerMethod handler) {
        var declared = info.getMethodsCondition().getMethods();
        var methods = declared.isEmpty()
                ? List.of("GET")
                : declared.stream().map(Enum::name).sorted().toList();
        return info.getPatternsCondition().getPatterns().stream()
                .flatMap(pattern -> methods.stream()
                        .map(method -> new Route(
                                method,
                                pattern.getPatternString(),
                                RouteRule.of(handler),
                                info.getConsumesCondition().getConsumableMediaTypes())));
    }
}
