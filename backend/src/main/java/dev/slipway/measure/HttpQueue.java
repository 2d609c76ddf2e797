package dev.slipway.measure;

import dev.slipway.catalog.Metering;
import dev.slipway.catalog.Metering.Source;
import dev.slipway.catalog.Placement;
import dev.slipway.health.Observations;
import dev.slipway.health.Observed;
import dev.slipway.net.AddressRefused;
import dev.slipway.net.OutgoingHttp;
import dev.slipway.target.Health;
import dev.slipway.target.Observation;
import dev.slipway.target.SecretUnavailable;
import dev.slipway.target.Secrets;
import java.io.IOException;
import java.net.URI;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A queue that tells its depth in a JSON document. Blocks for as long as {@link OutgoingHttp} waits. */
@Component
class HttpQueue {

    private static final String ADDRESS = "{address}";

    private final OutgoingHttp http;
    private final Observations observations;
    private final Secrets secrets;
    private final JsonMapper json;

    HttpQueue(OutgoingHttp http, Observations observations, Secrets secrets, JsonMapper json) {
        this.http = http;
        this.observations = observations;
        this.secrets = secrets;
        this.json = json;
    }

    Answer ask(Placement placement, Source.Http source) {
        var template = Metering.filled(source.address(), placement.key());
        if (!template.contains(ADDRESS)) {
            return ask(template, source);
        }
        var observed = observations.latest(placement.key()).block();
        if (observed != null && observed.health() == Health.ABSENT) {
            return new Answer.Nothing();
        }
        return instance(observed)
                .map(address -> ask(template.replace(ADDRESS, address), source))
                .orElseGet(() -> new Answer.Untold("no instance that listens was seen lately"));
    }

    /** One that is well, if there is one: they work on the same queue. */
    private static Optional<String> instance(@Nullable Observed observed) {
        var seen = observed == null || observed.health() == Health.UNKNOWN ? null : observed.seen();
        return seen == null
                ? Optional.empty()
                : seen.instances().stream()
                        .filter(one -> one.address() != null)
                        .min(Comparator.comparing(one -> one.health() != Health.HEALTHY))
                        .map(Observation.Instance::address);
    }

    private Answer ask(String address, Source.Http source) {
        try {
            var headers = new LinkedHashMap<String, String>();
            if (source.token() != null) {
                headers.put("Authorization", "Bearer " + secrets.resolve(source.token()));
            }
            var answer = http.get(URI.create(address), headers);
            return answer.status() == 200
                    ? number(answer.body(), source.pointer())
                    : new Answer.Untold("the queue at " + address + " answered " + answer.status());
        } catch (IOException e) {
            return new Answer.Unreachable("the queue cannot be asked at " + address + ": " + e.getMessage());
        } catch (AddressRefused | SecretUnavailable e) {
            return new Answer.Unreachable("the queue is not asked: " + e.getMessage());
        } catch (IllegalArgumentException e) {
            return new Answer.Untold(address + " is no address");
        }
    }

    private Answer number(String body, String pointer) {
        try {
            var at = json.readTree(body).at(JsonPointer.compile(pointer));
            var value = value(at);
            return value >= 0
                    ? new Answer.Told(value)
                    : new Answer.Untold("there is no number at '" + pointer + "' of the queue's answer");
        } catch (JacksonException e) {
            return new Answer.Untold("the queue's answer is no JSON");
        }
    }

    /** Less than 0 if it is none; some write numbers as text. */
    private static double value(JsonNode node) {
        try {
            return node.isNumber() ? node.doubleValue() : node.isString() ? Double.parseDouble(node.stringValue()) : -1;
        } catch (NumberFormatException e) {
            return -1;
        }
    }
}
