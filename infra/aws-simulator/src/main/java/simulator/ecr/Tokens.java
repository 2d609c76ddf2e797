package simulator.ecr;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Docker's token flow: a bearer token for one scope and five minutes; the password itself is accepted as well, as ECR does. */
final class Tokens {

    private static final Duration LIFE = Duration.ofMinutes(5);

    private final InstantSource clock;
    private final String basic;
    private final Map<String, Issued> issued = new ConcurrentHashMap<>();

    Tokens(InstantSource clock, String password) {
        this.clock = clock;
        this.basic =
                "Basic " + Base64.getEncoder().encodeToString(("AWS:" + password).getBytes(StandardCharsets.UTF_8));
    }

    boolean allow(@Nullable String authorization, String repository) {
        if (authorization == null) {
            return false;
        }
        if (authorization.equals(basic)) {
            return true;
        }
        var token = issued.get(authorization.replaceFirst("^Bearer ", ""));
        return token != null && token.allows(repository, clock.instant());
    }

    String challenge(URI registry, String repository) {
        var scope = repository.isEmpty() ? "" : ",scope=\"repository:" + repository + ":pull\"";
        return "Bearer realm=\"" + registry.resolve("/token") + "\",service=\"" + registry.getAuthority() + "\""
                + scope;
    }

    OciAnswer issue(URI request, @Nullable String authorization) {
        if (!basic.equals(authorization)) {
            return OciAnswer.error(401, "UNAUTHORIZED", "incorrect username or password");
        }
        var token = UUID.randomUUID().toString();
        issued.put(token, new Issued(scope(request), clock.instant().plus(LIFE)));
        return OciAnswer.json(Map.of("token", token, "access_token", token, "expires_in", LIFE.toSeconds()));
    }

    private static String scope(URI request) {
        for (var parameter : (request.getRawQuery() == null ? "" : request.getRawQuery()).split("&")) {
            if (parameter.startsWith("scope=")) {
                return URLDecoder.decode(parameter.substring("scope=".length()), StandardCharsets.UTF_8);
            }
        }
        return "";
    }

    private record Issued(String scope, Instant until) {

        boolean allows(String repository, Instant now) {
            return now.isBefore(until) && (repository.isEmpty() || scope.equals("repository:" + repository + ":pull"));
        }
    }
}
