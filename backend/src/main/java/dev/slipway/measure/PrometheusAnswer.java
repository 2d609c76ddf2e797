package dev.slipway.measure;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An answer of {@code /api/v1/query} (Prometheus, "HTTP API", stable v1): a vector of numbers, each with its labels; or the
 * error of the query.
 */
final class PrometheusAnswer {

    /** Which of the questions of a call a number answers. */
    static final String LABEL = "slipway_question";

    private final JsonNode json;

    private PrometheusAnswer(JsonNode json) {
        this.json = json;
    }

    /** What does not look like one is answered as if it were an empty document. */
    static PrometheusAnswer read(JsonMapper mapper, String body) {
        try {
            return new PrometheusAnswer(mapper.readTree(body));
        } catch (JacksonException e) {
            return new PrometheusAnswer(mapper.createObjectNode());
        }
    }

    boolean isSuccess() {
        return json.path("status").asString("").equals("success");
    }

    /** Whether the query is at fault, not the server. */
    boolean isFaultOfQuery() {
        var type = json.path("errorType").asString("");
        return type.equals("bad_data") || type.equals("execution");
    }

    String error() {
        return json.path("error").asString("");
    }

    /** The number of a question that was asked alone. */
    Answer one() {
        var data = json.path("data");
        return switch (data.path("resultType").asString("")) {
            case "scalar" -> number(data.path("result"));
            case "vector" ->
                only(data.path("result").values().stream()
                        .map(one -> one.path("value"))
                        .toList());
            default ->
                new Answer.Untold("the query must answer one number, not a "
                        + data.path("resultType").asString("text"));
        };
    }

    /** The numbers of questions that were asked together, by their place. */
    Map<Integer, Answer> many(int asked) {
        var values = new HashMap<Integer, List<JsonNode>>();
        for (var one : json.path("data").path("result").values()) {
            var label = one.path("metric").path(LABEL).asString("");
            values.computeIfAbsent(label.isEmpty() ? -1 : Integer.parseInt(label), _ -> new ArrayList<>())
                    .add(one.path("value"));
        }
        var answers = new HashMap<Integer, Answer>();
        for (var place = 0; place < asked; place++) {
            answers.put(place, only(values.getOrDefault(place, List.of())));
        }
        return answers;
    }

    private static Answer only(List<JsonNode> values) {
        return switch (values.size()) {
            case 0 -> new Answer.Untold("the query has no result");
            case 1 -> number(values.getFirst());
            default -> new Answer.Untold("the query has " + values.size() + " results: put it into sum() or max()");
        };
    }

    /** A time, and the number as text. */
    private static Answer number(JsonNode value) {
        var text = value.path(1).asString("");
        try {
            // Go writes infinity as +Inf, which Java does not read; neither it nor NaN is a figure.
            var number = text.endsWith("Inf") ? Double.NaN : Double.parseDouble(text);
            return Double.isNaN(number) ? new Answer.Untold("the query answers " + text) : new Answer.Told(number);
        } catch (NumberFormatException e) {
            return new Answer.Untold("the query answers no number");
        }
    }
}
