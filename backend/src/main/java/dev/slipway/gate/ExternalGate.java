package dev.slipway.gate;

import dev.slipway.catalog.Protection.External;
import dev.slipway.job.spi.Gate;
import dev.slipway.net.AddressRefused;
import dev.slipway.net.OutgoingHttp;
import dev.slipway.target.SecretReference;
import dev.slipway.target.SecretUnavailable;
import dev.slipway.target.Secrets;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Asks the endpoints of an environment's protection. An endpoint answers 200 with
 * {@code {"state": "open" | "closed" | "refused", "reason": "…", "opens": "2026-11-30T08:00:00Z"}}; every other answer,
 * and none, is unknown and never open.
 */
@Component
@Order(50)
class ExternalGate implements Gate {

    private static final String NAME = "external";

    /** For somebody who looks, an answer of this age is as good as a new one. */
    private static final Duration FRESH = Duration.ofSeconds(30);

    private static final int LONGEST_REASON = 500;
    private static final int REMEMBERED = 500;

    private final OutgoingHttp endpoint;
    private final Secrets secrets;
    private final JsonMapper json;
    private final Map<Asked, Known> known = Collections.synchronizedMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Asked, Known> eldest) {
            return size() > REMEMBERED;
        }
    });

    ExternalGate(OutgoingHttp endpoint, Secrets secrets, JsonMapper json) {
        this.endpoint = endpoint;
        this.secrets = secrets;
        this.json = json;
    }

    private record Asked(String project, String environment, External external, List<Change> changes) {}

    private record Known(Standing standing, Instant at) {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<Standing> ask(Question question) {
        return question.environment().protection().external().stream()
                .map(external -> standing(external, question))
                .toList();
    }

    private Standing standing(External external, Question question) {
        var asked = new Asked(question.project(), question.environment().key(), external, question.changes());
        var before = known.get(asked);
        if (question.moment() == Moment.LOOK
                && before != null
                && Duration.between(before.at(), question.at()).compareTo(FRESH) < 0) {
            return before.standing();
        }
        var standing = post(external, question);
        known.put(asked, new Known(standing, question.at()));
        return standing;
    }

    private Standing post(External external, Question question) {
        var title = "Answer of " + external.name();
        try {
            var body = json.writeValueAsString(Request.of(question));
            var signed = sign(external, question.at().getEpochSecond(), body);
            var answer = endpoint.post(URI.create(external.url()), signed.headers(), body);
            if (answer.status() != 200) {
                return unknown(title, external, "it answered with status " + answer.status());
            }
            if (external.signedAnswer() && !signed.isAnsweredBy(answer)) {
                return unknown(title, external, "its answer is not signed as an answer to this question");
            }
            return read(title, external, answer.body());
        } catch (IOException | AddressRefused | SecretUnavailable e) {
            return unknown(title, external, String.valueOf(e.getMessage()));
        }
    }

    private Signed sign(External external, long seconds, String body) throws SecretUnavailable {
        var secret = external.secret();
        if (secret == null) {
            return new Signed("", Map.of());
        }
        var key = secrets.resolve(SecretReference.parse(secret));
        return new Signed(
                key,
                Map.of(
                        Signature.TIMESTAMP,
                        Long.toString(seconds),
                        Signature.HEADER,
                        Signature.of(key, seconds, body)));
    }

    /**
     * A question with its signature, if it has one.
     *
     * @param key empty when there is none
     */
    private record Signed(String key, Map<String, String> headers) {

        boolean isAnsweredBy(OutgoingHttp.Answer answer) {
            var question = headers.get(Signature.HEADER);
            var given = answer.header(Signature.ANSWER);
            return question != null
                    && given != null
                    && MessageDigest.isEqual(
                            Signature.ofAnswer(key, question, answer.body()).getBytes(StandardCharsets.UTF_8),
                            given.getBytes(StandardCharsets.UTF_8));
        }
    }

    private Standing read(String title, External external, String text) {
        try {
            var answer = json.readTree(text);
            var said = answer.path("reason").asString("");
            var reason = said.length() > LONGEST_REASON ? said.substring(0, LONGEST_REASON) + "…" : said;
            return switch (answer.path("state").asString("")) {
                case "open" -> Standing.open(NAME, title, reason);
                case "closed" -> {
                    var opens = instant(answer.path("opens").asString(null));
                    yield Standing.closed(NAME, title, reason, new Opening(opens, external.name(), null));
                }
                case "refused" -> Standing.refused(NAME, title, reason);
                default -> unknown(title, external, "its answer says neither open, closed nor refused");
            };
        } catch (JacksonException | DateTimeParseException e) {
            return unknown(title, external, "its answer cannot be understood");
        }
    }

    private static @Nullable Instant instant(@Nullable String text) {
        return text == null || text.isBlank() ? null : Instant.parse(text);
    }

    private static Standing unknown(String title, External external, String why) {
        return Standing.unknown(NAME, title, external.name() + " cannot tell: " + why);
    }

    /** What an endpoint is asked; without a job when somebody only looks. */
    record Request(
            String project,
            String environment,
            String moment,
            Instant at,
            List<Service> services,
            @Nullable Job job) {

        record Service(String service, @Nullable String version) {}

        record Job(
                long id,
                long number,
                String pipeline,
                String requestedBy,
                @Nullable String step) {}

        static Request of(Question question) {
            var run = question.job();
            return new Request(
                    question.project(),
                    question.environment().key(),
                    question.moment().name().toLowerCase(java.util.Locale.ROOT),
                    question.at(),
                    question.changes().stream()
                            .map(c -> new Service(c.placement().service(), c.version()))
                            .toList(),
                    run == null
                            ? null
                            : new Job(
                                    run.id(),
                                    run.number(),
                                    run.pipeline(),
                                    run.requestedBy().id(),
                                    run.step()));
        }
    }
}
