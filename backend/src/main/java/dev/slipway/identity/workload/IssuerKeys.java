package dev.slipway.identity.workload;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import dev.slipway.net.AddressRefused;
import dev.slipway.net.OutgoingHttp;
import dev.slipway.web.Waiting;
import java.io.IOException;
import java.net.URI;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Public keys of issuers (OpenID Connect Discovery 1.0, RFC 7517), kept for ten minutes. A key that is not among them is
 * looked for again, for issuers rotate them, but not more than every thirty seconds. Addresses pass the guard of all
 * requests that go out.
 */
@Component
class IssuerKeys {

    private static final Duration KEPT = Duration.ofMinutes(10);
    private static final Duration AGAIN = Duration.ofSeconds(30);

    private final OutgoingHttp http;
    private final JsonMapper json;
    private final InstantSource clock;
    private final ConcurrentHashMap<String, Known> known = new ConcurrentHashMap<>();

    IssuerKeys(OutgoingHttp http, JsonMapper json, InstantSource clock) {
        this.http = http;
        this.json = json;
        this.clock = clock;
    }

    private record Known(JWKSet keys, Instant at) {}

    /** Empty if the issuer has no such key. Only issuers that a rule names are asked. */
    Mono<JWK> find(String issuer, String kid) {
        return Waiting.call(() -> search(issuer, kid)).flatMap(Mono::justOrEmpty);
    }

    private Optional<JWK> search(String issuer, String kid) {
        var now = clock.instant();
        var last = known.get(issuer);
        if (last != null && last.at().plus(KEPT).isAfter(now)) {
            var key = last.keys().getKeyByKeyId(kid);
            if (key != null || last.at().plus(AGAIN).isAfter(now)) {
                return Optional.ofNullable(key);
            }
        }
        var fresh = new Known(fetch(issuer), now);
        known.put(issuer, fresh);
        return Optional.ofNullable(fresh.keys().getKeyByKeyId(kid));
    }

    private JWKSet fetch(String issuer) {
        try {
            var document = json.readTree(get(issuer.replaceAll("/$", "") + "/.well-known/openid-configuration"));
            if (!issuer.equals(document.path("issuer").asString(""))) {
                throw new WorkloadRefused("the issuer calls itself another name than " + issuer);
            }
            return JWKSet.parse(get(document.path("jwks_uri").asString("")));
        } catch (IOException | ParseException | JacksonException | IllegalArgumentException e) {
            throw new WorkloadRefused("the keys of " + issuer + " cannot be had now");
        } catch (AddressRefused e) {
            throw new WorkloadRefused("the keys of " + issuer + " may not be asked for: " + e.getMessage());
        }
    }

    private String get(String address) throws IOException, AddressRefused {
        var answer = http.get(URI.create(address));
        if (answer.status() != 200) {
            throw new IOException(address + " answered " + answer.status());
        }
        return answer.body();
    }
}
