package dev.slipway.catalog.definition;

import dev.slipway.catalog.Metering;
import dev.slipway.catalog.Metering.Source;
import dev.slipway.target.SecretReference;
import java.net.URI;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads who is asked what a service has to do; what is wrong is read as if it were not there. */
final class MeteringReader {

    private MeteringReader() {}

    /** @param project the whole definition, which may name a Prometheus for all services */
    static Metering read(JsonNode project, JsonNode service) {
        return new Metering(
                server(project.path("prometheus")), queries(service.path("metrics")), queue(service.path("queue")));
    }

    private static Metering.@Nullable Prometheus server(JsonNode json) {
        var address = address(json.path("address").asString(""));
        return address == null
                ? null
                : new Metering.Prometheus(
                        address, secret(json.path("token")), text(json, "user"), secret(json.path("password")));
    }

    private static @Nullable URI address(String text) {
        try {
            return text.isBlank() ? null : URI.create(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static Map<Metering.Metric, String> queries(JsonNode json) {
        var queries = new EnumMap<Metering.Metric, String>(Metering.Metric.class);
        for (var metric : Metering.Metric.values()) {
            var query = text(json, metric.name().toLowerCase(Locale.ROOT));
            if (query != null && Promql.fault(query).isEmpty()) {
                queries.put(metric, query);
            }
        }
        return queries;
    }

    private static Metering.@Nullable Queue queue(JsonNode json) {
        var source = source(json);
        return source == null ? null : new Metering.Queue(json.path("unit").asString(Metering.WAITING), source);
    }

    private static @Nullable Source source(JsonNode json) {
        var promql = text(json, "promql");
        if (promql != null) {
            return Promql.fault(promql).isEmpty() ? new Source.Promql(promql) : null;
        }
        var http = text(json, "http");
        if (http != null) {
            return new Source.Http(http, json.path("pointer").asString(""), secret(json.path("token")));
        }
        var sqs = text(json, "sqs");
        return sqs == null ? null : new Source.Sqs(sqs, text(json, "role"), text(json, "externalId"));
    }

    private static @Nullable SecretReference secret(JsonNode json) {
        var reference = json.path("secret").asString("");
        return SecretReference.isWellFormed(reference) ? SecretReference.parse(reference) : null;
    }

    private static @Nullable String text(JsonNode json, String key) {
        return json.path(key).stringValueOpt().orElse(null);
    }
}
