package dev.slipway.measure;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;

/**
 * An HTTP server that speaks as Prometheus 2.42 does at {@code /api/v1/query}; what a query answers the test says. A faulty
 * query spoils the whole call, as there.
 */
final class SpokenPrometheus implements AutoCloseable {

    private static final Pattern QUESTION = Pattern.compile(
            "label_replace\\(\\n(.*?)\\n, \"slipway_question\", \"(\\d+)\", \"\", \"\"\\)", Pattern.DOTALL);

    final List<String> asked = new CopyOnWriteArrayList<>();
    final List<String> authorizations = new CopyOnWriteArrayList<>();
    private final Map<String, List<String>> values = new ConcurrentHashMap<>();
    private volatile int status = 200;
    private final HttpServer server;

    SpokenPrometheus() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/api/v1/query", this::query);
        server.start();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** As many results as values. */
    SpokenPrometheus answers(String query, String... results) {
        values.put(query, List.of(results));
        return this;
    }

    void breaksDown(int with) {
        status = with;
    }

    private void query(HttpExchange exchange) throws IOException {
        try (exchange) {
            var form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            var query = URLDecoder.decode(form.replaceFirst("^.*query=", ""), StandardCharsets.UTF_8);
            asked.add(query);
            authorizations.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
            var answer = status == 200 ? answer(query) : "<html>" + status + "</html>";
            var bytes = answer.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(
                    status != 200 ? status : answer.startsWith("{\"status\":\"error\"") ? 400 : 200, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private String answer(String query) {
        var questions = QUESTION.matcher(query).results().toList();
        var results = new ArrayList<String>();
        if (questions.isEmpty()) {
            if (!values.containsKey(query)) {
                return error(query);
            }
            values.getOrDefault(query, List.of()).forEach(value -> results.add(result("", value)));
        }
        for (var question : questions) {
            if (!values.containsKey(question.group(1))) {
                return error(question.group(1));
            }
            values.getOrDefault(question.group(1), List.of())
                    .forEach(value -> results.add(result("\"slipway_question\":\"" + question.group(2) + "\"", value)));
        }
        return "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[" + String.join(",", results)
                + "]}}";
    }

    private static String result(String label, String value) {
        return "{\"metric\":{" + label + "},\"value\":[1795348800.123,\"" + value + "\"]}";
    }

    private static String error(String query) {
        return "{\"status\":\"error\",\"errorType\":\"bad_data\",\"error\":\"invalid parameter \\\"query\\\": parse"
                + " error in "
                + query.replace("\"", "'") + "\"}";
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
