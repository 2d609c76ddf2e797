package dev.slipway.catalog;

import dev.slipway.target.PlacementKey;
import dev.slipway.target.SecretReference;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who tells what a service has to do: the keys {@code metrics} and {@code queue} of its definition.
 *
 * @param server the project's Prometheus; null: the portal's
 * @param queries in PromQL, with the placement's words
 * @param queue null where nobody says how to ask
 */
public record Metering(
        @Nullable Prometheus server,
        Map<Metric, String> queries,
        @Nullable Queue queue) {

    public static final Metering NONE = new Metering(null, Map.of(), null);

    /** What queues are counted in when their service does not say. */
    public static final String WAITING = "waiting";

    public Metering {
        queries = Map.copyOf(queries);
    }

    /** What Prometheus can be asked for, in its own units. */
    public enum Metric {
        /** Processors in use. */
        CPU,
        /** Bytes in use. */
        MEMORY,
        /** A second. */
        REQUESTS,
        /** In seconds. */
        LATENCY,
        /** A second. */
        ERRORS
    }

    /**
     * A Prometheus server.
     *
     * @param token sent as bearer; null: none
     * @param user of basic authentication, with its password; null: none
     */
    public record Prometheus(
            URI address,
            @Nullable SecretReference token,
            @Nullable String user,
            @Nullable SecretReference password) {}

    /**
     * Where it is told how much waits to be worked on.
     *
     * @param unit such as {@code messages}
     */
    public record Queue(String unit, Source source) {}

    /** How a queue is asked. */
    public sealed interface Source {

        /** A query that answers one number. */
        record Promql(String query) implements Source {}

        /**
         * A document with a number in it.
         *
         * @param address with the placement's words; {@code {address}} is where one of its instances listens
         * @param pointer to the number (RFC 6901)
         * @param token sent as bearer; null: none
         */
        record Http(
                String address, String pointer, @Nullable SecretReference token) implements Source {}

        /**
         * A queue of Amazon SQS.
         *
         * @param queue its address or ARN, with the placement's words
         * @param role to assume; null: the placement's, or the portal's own
         */
        record Sqs(
                String queue,
                @Nullable String role,
                @Nullable String externalId) implements Source {}
    }

    /** A text with the words of a placement: {@code {project}}, {@code {environment}} and {@code {service}}. */
    public static String filled(String template, PlacementKey key) {
        return template.replace("{project}", key.project())
                .replace("{environment}", key.environment())
                .replace("{service}", key.service());
    }
}
