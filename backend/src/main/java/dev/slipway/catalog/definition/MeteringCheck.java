package dev.slipway.catalog.definition;

import dev.slipway.catalog.Metering;
import dev.slipway.target.Nearest;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Checks who is asked what a service has to do: {@code prometheus}, {@code metrics} and {@code queue}. */
final class MeteringCheck {

    private static final Set<String> METRICS = Arrays.stream(Metering.Metric.values())
            .map(metric -> metric.name().toLowerCase(Locale.ROOT))
            .collect(Collectors.toCollection(LinkedHashSet::new));
    private static final Set<String> SERVER_KEYS = Set.of("address", "token", "user", "password");
    private static final List<String> SOURCES = List.of("promql", "http", "sqs");
    private static final Set<String> QUEUE_KEYS =
            Set.of("unit", "promql", "http", "pointer", "token", "sqs", "role", "externalId");
    private static final List<String> WORDS = List.of("{project}", "{environment}", "{service}");
    private static final List<String> WORDS_OF_HTTP = List.of("{project}", "{environment}", "{service}", "{address}");

    /** No selector of PromQL is a bare word in braces. */
    private static final Pattern WORD = Pattern.compile("\\{([A-Za-z]+)}");

    private static final Pattern QUEUE =
            Pattern.compile("https?://[^/\\s]+/\\S+|arn:aws[a-z-]*:sqs:[a-z0-9-]+:\\d{12}:\\S+");
    private static final int LONGEST = 2_000;

    private final VariableCheck variables;

    MeteringCheck(VariableCheck variables) {
        this.variables = variables;
    }

    void server(Cursor prometheus) {
        if (!prometheus.isThere() || !prometheus.isMapping()) {
            return;
        }
        prometheus.onlyKeys(SERVER_KEYS);
        var address = prometheus.at("address");
        if (!address.isThere()) {
            prometheus.problem("It must say where Prometheus is", "Write address: https://prometheus.example.org");
        }
        address.text().ifPresent(text -> address(address, text));
        secret(prometheus.at("token"));
        secret(prometheus.at("password"));
        prometheus.at("user").text();
        if (prometheus.at("user").isThere() != prometheus.at("password").isThere()) {
            prometheus.problem("A user and a password must be given together", "Write both, or a token instead");
        } else if (prometheus.at("user").isThere() && prometheus.at("token").isThere()) {
            prometheus.problem("It must be a token or a user with a password", "Remove one of them");
        }
    }

    void metrics(Cursor metrics) {
        if (metrics.isThere() && metrics.isMapping()) {
            metrics.onlyKeys(METRICS);
            metrics.entries().filter(query -> METRICS.contains(query.name())).forEach(MeteringCheck::promql);
        }
    }

    void queue(Cursor queue) {
        if (!queue.isThere() || !queue.isMapping()) {
            return;
        }
        queue.onlyKeys(QUEUE_KEYS);
        queue.at("unit")
                .text()
                .filter(unit -> unit.isBlank() || unit.length() > 40)
                .ifPresent(_ -> queue.at("unit").problem("A unit must be a word or two", "Write messages or jobs"));
        var sources = SOURCES.stream().map(queue::at).filter(Cursor::isThere).toList();
        if (sources.size() != 1) {
            queue.problem(
                    "It must say in one way how to ask: promql, http or sqs",
                    sources.isEmpty() ? "Write one of them" : "Keep one of them");
        }
        if (queue.at("promql").isThere()) {
            promql(queue.at("promql"));
        }
        http(queue);
        sqs(queue);
    }

    private void http(Cursor queue) {
        var http = queue.at("http");
        var pointer = queue.at("pointer");
        http.text().ifPresent(text -> {
            words(http, text, WORDS_OF_HTTP);
            address(http, WORD.matcher(text).replaceAll("word"));
        });
        if (http.isThere() && !pointer.isThere()) {
            queue.problem(
                    "It must say where in the answer the number is",
                    "Write pointer: /waiting (RFC 6901), or pointer: \"\"");
        }
        pointer.text()
                .filter(text -> !text.isEmpty() && !text.startsWith("/"))
                .ifPresent(text -> pointer.problem(
                        "A pointer must begin with / (RFC 6901), not '%s'".formatted(text), "Write /" + text));
        secret(queue.at("token"));
        for (var key : List.of("pointer", "token")) {
            onlyWith(queue, key, "http");
        }
    }

    private static void sqs(Cursor queue) {
        var sqs = queue.at("sqs");
        sqs.text().ifPresent(text -> {
            words(sqs, text, WORDS);
            if (!QUEUE.matcher(WORD.matcher(text).replaceAll("word")).matches()) {
                sqs.problem(
                        "It must be the address or the ARN of a queue, not '%s'".formatted(text),
                        "Write https://sqs.eu-central-1.amazonaws.com/123456789012/jobs");
            }
        });
        for (var key : List.of("role", "externalId")) {
            queue.at(key).text();
            onlyWith(queue, key, "sqs");
        }
    }

    private static void onlyWith(Cursor queue, String key, String source) {
        if (queue.at(key).isThere() && !queue.at(source).isThere()) {
            queue.at(key).problem("%s must come with %s".formatted(key, source), "Remove it, or write " + source);
        }
    }

    private static void promql(Cursor query) {
        if (!query.isThere()) {
            query.problem("A query must be given", "Write PromQL, or remove the key");
        }
        query.text().ifPresent(text -> {
            if (text.isBlank() || text.length() > LONGEST) {
                query.problem("A query must have 1 to " + LONGEST + " characters", "Write PromQL, or remove the key");
            }
            Promql.fault(text)
                    .ifPresent(fault -> query.problem("A query must be whole: " + fault, "Close what is open"));
            words(query, text, WORDS);
        });
    }

    private static void words(Cursor at, String text, List<String> known) {
        WORD.matcher(text)
                .results()
                .map(found -> found.group())
                .filter(word -> !known.contains(word))
                .distinct()
                .forEach(word ->
                        at.problem("It must not hold the unknown placeholder " + word, Nearest.remedy(word, known)));
    }

    private static void address(Cursor at, String text) {
        if (uri(text).isEmpty()) {
            at.problem(
                    "It must be an address that begins with https:// or http:// and holds no password, not '%s'"
                            .formatted(at.node().stringValue()),
                    "Write https://host/path");
        }
    }

    private static Optional<URI> uri(String text) {
        try {
            var uri = new URI(text);
            var scheme = String.valueOf(uri.getScheme());
            return (scheme.equals("https") || scheme.equals("http"))
                            && uri.getHost() != null
                            && uri.getRawUserInfo() == null
                    ? Optional.of(uri)
                    : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private void secret(Cursor secret) {
        if (!secret.isThere()) {
            return;
        }
        if (!secret.node().isObject()) {
            // The text itself may be the secret: it is not repeated.
            secret.problem("A secret must be given by reference", "Write {secret: \"env:NAME\"}");
            return;
        }
        secret.onlyKeys(Set.of("secret"));
        variables.reference(secret.at("secret"));
    }
}
