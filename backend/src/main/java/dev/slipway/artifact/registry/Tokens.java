package dev.slipway.artifact.registry;

import dev.slipway.artifact.registry.RegistryLogins.Login;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Answers a registry's challenge; a token is kept for as long as it is good (CNCF distribution, token auth). */
final class Tokens {

    private static final int MOST_BYTES = 64 * 1024;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Exchange exchange;
    private final InstantSource clock;
    private final Map<Key, Token> kept = new ConcurrentHashMap<>();

    Tokens(Exchange exchange, InstantSource clock) {
        this.exchange = exchange;
        this.clock = clock;
    }

    private record Key(String realm, String service, String scope, String user) {}

    private record Token(String value, Instant goodUntil) {}

    /** The Authorization header that meets the challenge. */
    String authorization(URI registry, Challenge challenge, Optional<Login> login, String scope)
            throws RegistryUnavailable {
        if (challenge.is("basic")) {
            return login.map(Tokens::basic)
                    .orElseThrow(() -> new RegistryUnavailable(
                            registry.getAuthority() + " wants a user and a password, and none is configured"));
        }
        if (!challenge.is("bearer")) {
            throw new RegistryUnavailable(registry.getAuthority() + " wants to be signed in to by " + challenge.scheme()
                    + ", which is not known");
        }
        var key = new Key(
                challenge.parameter("realm").orElse(""),
                challenge.parameter("service").orElse(""),
                challenge.parameter("scope").orElse(scope),
                login.map(Login::user).orElse(""));
        var token = kept.get(key);
        if (token == null || !clock.instant().isBefore(token.goodUntil())) {
            token = fetch(registry, key, login);
            kept.put(key, token);
        }
        return "Bearer " + token.value();
    }

    private Token fetch(URI registry, Key key, Optional<Login> login) throws RegistryUnavailable {
        var address = realm(registry, key);
        var answer = exchange.get(
                address, "application/json", login.map(Tokens::basic).orElse(null), MOST_BYTES);
        if (answer.statusCode() != 200) {
            throw new RegistryUnavailable("%s gives no token (%d)%s"
                    .formatted(
                            address.getAuthority(),
                            answer.statusCode(),
                            login.isPresent() ? ": look at the configured login" : " to somebody without a login"));
        }
        try {
            var json = JSON.readTree(answer.body());
            var value = json.path("token").asString(json.path("access_token").asString(""));
            if (value.isEmpty()) {
                throw new RegistryUnavailable(address.getAuthority() + " answered without a token");
            }
            // 60 s is what the specification says of a token without a time; a little is kept back for the way.
            var seconds = Math.max(0, json.path("expires_in").asLong(60) - 5);
            return new Token(value, clock.instant().plusSeconds(seconds));
        } catch (JacksonException e) {
            throw new RegistryUnavailable(address.getAuthority() + " answered a token that cannot be read", e);
        }
    }

    private static URI realm(URI registry, Key key) throws RegistryUnavailable {
        try {
            var query = "service=" + encoded(key.service()) + "&scope=" + encoded(key.scope());
            var realm = URI.create(key.realm() + (key.realm().contains("?") ? "&" : "?") + query);
            if (realm.getHost() == null
                    || !"https".equals(realm.getScheme()) && !realm.getScheme().equals(registry.getScheme())) {
                throw new RegistryUnavailable(
                        registry.getAuthority() + " sends for a token to an address that is not https");
            }
            return realm;
        } catch (IllegalArgumentException e) {
            throw new RegistryUnavailable(
                    registry.getAuthority() + " sends for a token to something that is no address", e);
        }
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    static String basic(Login login) {
        var pair = login.user() + ":" + login.password();
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }
}
