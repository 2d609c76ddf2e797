package dev.slipway.fuzz;

import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What came back, and what is wrong with it. */
record Answer(int status, String type, String body, boolean injected) {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Pattern INSIDE = Pattern.compile(
            "\\b(?:dev\\.slipway|javax?\\.|jakarta\\.|org\\.springframework|tools\\.jackson|com\\.fasterxml|reactor\\.(?:core|netty)"
                + "|io\\.(?:netty|r2dbc)|org\\.(?:postgresql|yaml|snakeyaml))[\\w.$]+|\\bat"
                + " [\\w.$]+\\(\\w+\\.java:\\d+\\)|\\b\\w{3,80}Exception\\b|\\bStackOverflow|\\bSQLSTATE");

    /** What {@link Forms#MARKUP} would be if it were taken for markup. */
    private static final Pattern UNESCAPED = Pattern.compile("<wvqi|[\"'] ?wvqa=");

    /** How pages say which input is wrong: in a list of problems, by line, below the input; that of sign-in tells less. */
    private static final Pattern FIELD =
            Pattern.compile("data-field=\"[^\"]+\"|class=\"wrong\"|data-line=|action=\"/sign-in");

    /**
     * A fragment of a page whose reader is not signed in any more leads to sign-in by a header; the others are answered by the
     * server before anybody looks at what is asked: too long an address, too long headers.
     */
    private static final Set<Integer> WITHOUT_PAGE = Set.of(401, 414, 431);

    /** Streams that have no end are let go at once. */
    static final BodyHandler<byte[]> READ =
            info -> info.headers().firstValue("Content-Type").orElse("").startsWith("text/event-stream")
                    ? new LetGo()
                    : BodySubscribers.ofByteArray();

    private static final class LetGo implements BodySubscriber<byte[]> {

        private final CompletableFuture<byte[]> nothing = CompletableFuture.completedFuture(new byte[0]);

        @Override
        public CompletionStage<byte[]> getBody() {
            return nothing;
        }

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscription.cancel();
        }

        @Override
        public void onNext(List<ByteBuffer> item) {}

        @Override
        public void onError(Throwable throwable) {}

        @Override
        public void onComplete() {}
    }

    static Answer of(HttpResponse<byte[]> response) {
        return new Answer(
                response.statusCode(),
                response.headers().firstValue("Content-Type").orElse(""),
                new String(response.body(), StandardCharsets.UTF_8),
                response.headers().firstValue("X-Wvqi").isPresent()
                        || response.headers().allValues("Set-Cookie").stream()
                                .anyMatch(cookie -> cookie.contains("stolen")));
    }

    /** Empty for an answer as it should be. */
    List<String> faults() {
        var faults = new ArrayList<String>();
        if (status >= 500) {
            faults.add("a fault of the portal");
        }
        if (injected) {
            faults.add("a header came from the input");
        }
        var inside = INSIDE.matcher(body);
        if (status >= 400 && inside.find()) {
            faults.add("tells what it is made of: " + inside.group());
        }
        if (status >= 400 && status < 500) {
            faults.addAll(problem());
        }
        return faults;
    }

    /** What is wrong with it as an answer to somebody with a browser. */
    List<String> faultsOfPage() {
        var faults = new ArrayList<String>();
        if (status >= 500) {
            faults.add("a fault of the portal");
        }
        if (injected) {
            faults.add("a header came from the input");
        }
        var inside = INSIDE.matcher(body);
        if (inside.find()) {
            faults.add("tells what it is made of: " + inside.group());
        }
        if (!type.startsWith("application/json") && UNESCAPED.matcher(body).find()) {
            faults.add("input comes back unescaped");
        }
        if (status >= 400 && !type.startsWith("text/html") && !WITHOUT_PAGE.contains(status)) {
            faults.add("a refusal that is " + (type.isEmpty() ? "nothing" : type) + ", not a page");
        }
        if ((status == 400 || status == 422) && !FIELD.matcher(body).find()) {
            faults.add("does not name the input");
        }
        return faults;
    }

    private List<String> problem() {
        if (!type.startsWith("application/problem+json")) {
            return List.of("a refusal that is " + (type.isEmpty() ? "nothing" : type) + ", not problem JSON");
        }
        JsonNode problem;
        try {
            problem = JSON.readTree(body);
        } catch (JacksonException _) {
            return List.of("a refusal that is no JSON");
        }
        if (problem.path("detail").asString("").isBlank()
                || problem.path("status").asInt(0) != status) {
            return List.of("a refusal without a word");
        }
        if (status != 400 && status != 422) {
            return List.of();
        }
        var inputs = problem.path("problems");
        return inputs.isEmpty()
                        || inputs.valueStream()
                                .anyMatch(one -> one.path("field").asString("").isBlank() && !one.has("line"))
                ? List.of("does not name the input")
                : List.of();
    }

    @Override
    public String toString() {
        return status + " " + type + " " + (body.length() > 500 ? body.substring(0, 500) + "..." : body);
    }
}
