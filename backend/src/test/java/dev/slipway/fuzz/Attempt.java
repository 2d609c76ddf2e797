package dev.slipway.fuzz;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One request.
 *
 * @param wrong what about it is not as the description says, for whoever reads of a failure
 * @param target path and query, encoded
 */
record Attempt(Operation operation, String wrong, String target, Map<String, String> headers, byte @Nullable [] body) {

    HttpRequest at(URI portal, @Nullable String token) {
        var request = HttpRequest.newBuilder(URI.create(portal + target))
                .timeout(Duration.ofMinutes(2))
                .method(operation.method(), body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
        headers.forEach(request::setHeader);
        if (token != null) {
            request.setHeader("Authorization", "Bearer " + token);
        }
        return request.build();
    }

    @Override
    public String toString() {
        var sent = body == null ? "" : new String(body, 0, Math.min(body.length, 600), StandardCharsets.UTF_8);
        var address = target.length() > 400 ? target.substring(0, 400) + "..." : target;
        return "[" + wrong + "] " + operation.method() + " " + address + " " + headers + " " + sent;
    }
}
