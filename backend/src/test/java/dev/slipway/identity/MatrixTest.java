package dev.slipway.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.audit.Actor;
import dev.slipway.testing.PortalTest;
import dev.slipway.web.Forbidden;
import dev.slipway.web.NotFound;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.web.server.authorization.AuthorizationContext;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.reactive.DispatcherHandler;
import org.springframework.web.reactive.result.method.RequestMappingInfo;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Every route that the portal really has, before everybody: who has each role on one project, asking for that project and
 * for another. The table in {@code matrix.txt} says what becomes of it, so that a new route is decided about and not
 * forgotten. {@code +} reaches the handler, {@code -} is refused (403), {@code 0} is not there (404), {@code s} must sign in.
 */
@PortalTest
class MatrixTest {

    private static final String OWN = "matrix-own";
    private static final String OTHER = "matrix-other";

    private final RouteAuthorization authorization;
    private final RequestMappingHandlerMapping mapping;

    /** Things of {@link #OWN} have the number 1, those of {@link #OTHER} 2, so that every route is asked for what is there. */
    @Autowired
    MatrixTest(
            ObjectProvider<DispatcherHandler> dispatcher,
            ObjectProvider<Whereabouts> whereabouts,
            Accounts accounts,
            IdentityProperties properties,
            @Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping mapping) {
        var factory = new StaticListableBeanFactory();
        whereabouts
                .orderedStream()
                .forEach(real -> factory.addBean(real.getClass().getName(), new Numbered(real.addresses())));
        this.authorization = new RouteAuthorization(
                dispatcher, new Guard(factory.getBeanProvider(Whereabouts.class), accounts), properties);
        this.mapping = mapping;
    }

    private record Numbered(Set<String> addresses) implements Whereabouts {

        @Override
        public Flux<Place> of(Map<String, String> variables) {
            var id = variables.getOrDefault("number", variables.getOrDefault("id", ""));
            return Flux.just(new Place(id.equals("1") ? OWN : OTHER, "dev", "web"));
        }
    }

    @Test
    void everyRouteShouldTreatEverybodyAsTheTableSays() throws IOException {
        var asking = people();
        var lines = new ArrayList<String>();
        mapping.getHandlerMethods().keySet().forEach(info -> lines.addAll(rows(info, asking)));
        lines.sort(Comparator.comparing((String line) -> line.substring(line.indexOf('/')))
                .thenComparing(line -> line.substring(0, line.indexOf('/'))));
        var found = new ArrayList<String>();
        found.add("# own project, other project; each: " + String.join(", ", asking.keySet()));
        found.addAll(lines);
        Files.write(Path.of("target/matrix.txt"), found);

        var expected = new ClassPathResource("matrix.txt")
                .getContentAsString(StandardCharsets.UTF_8)
                .lines()
                .toList();
        assertThat(found)
                .as("what routes answer to whom; if the change is meant, copy target/matrix.txt to src/test/resources")
                .isEqualTo(expected);
    }

    @Test
    void nothingOfAnotherProjectShouldBeReached() {
        var asking = people();
        mapping.getHandlerMethods().keySet().stream()
                .filter(info -> patterns(info).stream().anyMatch(pattern -> pattern.contains("{project}")))
                .flatMap(info -> rows(info, asking).stream())
                .forEach(row ->
                        assertThat(row.split("\\s+")[1]).as(row).isEqualTo("s" + "0".repeat(asking.size() - 1)));
    }

    /** By column: nobody, each role on the project, one who is operator of another environment of it, one with nothing. */
    private static Map<String, Access> people() {
        var all = new LinkedHashMap<String, Access>();
        all.put("not signed in", Access.NOBODY);
        Arrays.stream(Role.values()).forEach(role -> all.put(role.word(), holding(role.permissions(), Place.of(OWN))));
        all.put("operator of prod", holding(Role.OPERATOR.permissions(), Place.of(OWN, "prod")));
        return all;
    }

    private static Access holding(Set<Permission> permissions, Place place) {
        var actor = new Actor(Actor.Kind.PERSON, "matrix", "Matrix");
        return new Access(actor, "matrix", List.of(new Holding("test", permissions, place, null)), Place.EVERYWHERE);
    }

    private List<String> rows(RequestMappingInfo info, Map<String, Access> asking) {
        var methods = info.getMethodsCondition().getMethods();
        return patterns(info).stream()
                .flatMap(pattern -> (methods.isEmpty() ? Set.of(RequestMethod.GET) : methods)
                        .stream()
                                .map(method -> "%s %s %-6s %s"
                                        .formatted(
                                                column(info, method, pattern, OWN, asking),
                                                column(info, method, pattern, OTHER, asking),
                                                method,
                                                pattern)))
                .toList();
    }

    private static List<String> patterns(RequestMappingInfo info) {
        return info.getPatternsCondition().getPatterns().stream()
                .map(pattern -> pattern.getPatternString())
                .toList();
    }

    private String column(
            RequestMappingInfo info, RequestMethod method, String pattern, String project, Map<String, Access> asking) {
        return asking.values().stream()
                .map(who -> outcome(info, method, pattern, project, who))
                .collect(Collectors.joining());
    }

    private String outcome(RequestMappingInfo info, RequestMethod method, String pattern, String project, Access who) {
        var path = Guard.plain(pattern)
                .replace("{project}", project)
                .replace("{environment}", "dev")
                .replace("{service}", "web")
                .replaceAll("\\{[^}]*}", project.equals(OWN) ? "1" : "2")
                .replace("*", "x");
        var request = MockServerHttpRequest.method(HttpMethod.valueOf(method.name()), path);
        info.getConsumesCondition().getConsumableMediaTypes().stream()
                .filter(MediaType::isConcrete)
                .findFirst()
                .ifPresent(request::contentType);
        var exchange = MockServerWebExchange.from(request);
        try {
            var decision = authorization
                    .authorize(
                            Mono.just(UsernamePasswordAuthenticationToken.authenticated(who, null, List.of())),
                            new AuthorizationContext(exchange))
                    .block();
            return decision != null && decision.isGranted() ? "+" : "s";
        } catch (Forbidden _) {
            return "-";
        } catch (NotFound _) {
            return "0";
        }
    }
}
