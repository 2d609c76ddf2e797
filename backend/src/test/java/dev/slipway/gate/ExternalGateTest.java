package dev.slipway.gate;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.slipway.catalog.Environment;
import dev.slipway.catalog.Protection;
import dev.slipway.job.spi.Gate;
import dev.slipway.job.spi.Gate.Moment;
import dev.slipway.job.spi.Gate.State;
import dev.slipway.net.OutgoingHttp;
import dev.slipway.net.OutgoingProperties;
import dev.slipway.target.PlacementKey;
import dev.slipway.target.SecretReference;
import dev.slipway.target.SecretStore;
import dev.slipway.target.Secrets;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class ExternalGateTest {

    private static final Instant NOW = Instant.parse("2026-11-27T20:00:00Z");

    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicReference<String> body = new AtomicReference<>("");
    private final AtomicReference<@Nullable String> signature = new AtomicReference<>();
    private final AtomicReference<@Nullable String> timestamp = new AtomicReference<>();
    private final AtomicReference<@Nullable String> answered = new AtomicReference<>();
    private final ExternalGate gate = new ExternalGate(
            new OutgoingHttp(OutgoingProperties.ANY), new Secrets(List.of(new OneSecret())), JsonMapper.shared());
    private final HttpServer server;
    private volatile int status = 200;
    private volatile String answer = "";
    private volatile @Nullable String answerKey;
    private boolean signedAnswer;

    ExternalGateTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    }

    @BeforeEach
    void serve() {
        server.createContext("/may", exchange -> {
            asked.incrementAndGet();
            body.set(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            signature.set(exchange.getRequestHeaders().getFirst(Signature.HEADER));
            timestamp.set(exchange.getRequestHeaders().getFirst(Signature.TIMESTAMP));
            var bytes = answer.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Location", "/elsewhere");
            if (answerKey != null) {
                var question = answered.get() == null ? String.valueOf(signature.get()) : answered.get();
                exchange.getResponseHeaders().set(Signature.ANSWER, Signature.ofAnswer(answerKey, question, answer));
            }
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private Gate.Standing ask(Moment moment) {
        return ask(moment, "http://127.0.0.1:" + server.getAddress().getPort() + "/may?x=1");
    }

    private Gate.Standing ask(Moment moment, String url) {
        var external = new Protection.External("board", url, "test:key", signedAnswer);
        var protection = new Protection(null, null, null, Protection.OnFreeze.FINISH, List.of(external), false, true);
        var prod = new Environment("prod", "Production", List.of(), Environment.WhenLocked.QUEUE, protection);
        var web = new Gate.Change(new PlacementKey("shop", "prod", "web"), "1.4.0");
        return gate.ask(new Gate.Question("shop", prod, List.of(web), null, moment, NOW))
                .getFirst();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // status | body | stands
                "200 | {\"state\": \"open\", \"reason\": \"CHG-1 is approved\"} | OPEN",
                "200 | {\"state\": \"closed\", \"reason\": \"CHG-1 waits\", \"opens\": \"2026-11-30T08:00:00Z\"} |"
                        + " CLOSED",
                "200 | {\"state\": \"closed\"} | CLOSED",
                "200 | {\"state\": \"closed\", \"opens\": \"tomorrow\"} | UNKNOWN",
                "200 | {\"state\": \"refused\", \"reason\": \"Never\"} | REFUSED",
                "200 | {\"state\": \"OPEN\"} | UNKNOWN",
                "200 | {\"state\": true} | UNKNOWN",
                "200 | {} | UNKNOWN",
                "200 | [\"open\"] | UNKNOWN",
                "200 | open | UNKNOWN",
                "200 | '' | UNKNOWN",
                "201 | {\"state\": \"open\"} | UNKNOWN",
                "302 | {\"state\": \"open\"} | UNKNOWN",
                "401 | {\"state\": \"open\"} | UNKNOWN",
                "500 | {\"state\": \"open\"} | UNKNOWN",
            })
    void answerShouldStand(int code, String said, State state) {
        status = code;
        answer = said;

        assertThat(ask(Moment.START).state()).isEqualTo(state);
        assertThat(asked).hasValue(1);
    }

    @Test
    void questionShouldBeSignedAndSayWhatIsToChange() {
        answer = "{\"state\": \"open\"}";
        ask(Moment.START);

        assertThat(body.get()).contains("\"service\":\"web\"", "\"version\":\"1.4.0\"", "\"environment\":\"prod\"");
        assertThat(signature.get()).isEqualTo(Signature.of("hunter2", NOW.getEpochSecond(), body.get()));
    }

    /** The endpoint refuses what is old by its timestamp, which nobody but the portal can set. */
    @Test
    void aRecordedQuestionShouldNotPassForANewOne() {
        answer = "{\"state\": \"open\"}";
        ask(Moment.START);
        var recorded = signature.get();
        var later = NOW.plusSeconds(600).getEpochSecond();

        assertThat(timestamp.get()).isEqualTo(Long.toString(NOW.getEpochSecond()));
        assertThat(Signature.of("hunter2", later, body.get())).isNotEqualTo(recorded);
        assertThat(Signature.of("another key", NOW.getEpochSecond(), body.get()))
                .isNotEqualTo(recorded);
        assertThat(Signature.of("hunter2", NOW.getEpochSecond(), body.get().replace("1.4.0", "1.5.0")))
                .isNotEqualTo(recorded);
    }

    /** Computed with {@code printf '1.{}' | openssl dgst -sha256 -hmac key}. */
    @Test
    void signatureShouldBeWhatOthersCompute() {
        assertThat(Signature.of("key", 1, "{}"))
                .isEqualTo("sha256=1ba6b8171186efc613e8bcc0cbdab2748f24984d7c5a84faa2637afa0e40d224");
    }

    @Test
    void answerThatMustBeSignedShouldOpenOnlyWhenItIs() {
        signedAnswer = true;
        answer = "{\"state\": \"open\"}";
        assertThat(ask(Moment.START).state()).isEqualTo(State.UNKNOWN);

        answerKey = "another key";
        assertThat(ask(Moment.START).reason()).contains("not signed as an answer to this question");

        answerKey = "hunter2";
        assertThat(ask(Moment.START).state()).isEqualTo(State.OPEN);

        answered.set(Signature.of("hunter2", NOW.getEpochSecond(), "{\"services\": \"of another question\"}"));
        assertThat(ask(Moment.START).state()).isEqualTo(State.UNKNOWN);
    }

    @Test
    void lookingShouldNotAskAgainWithinHalfAMinuteButStartingShould() {
        answer = "{\"state\": \"open\"}";
        ask(Moment.LOOK);
        ask(Moment.LOOK);
        assertThat(asked).hasValue(1);

        answer = "{\"state\": \"closed\"}";
        assertThat(ask(Moment.START).state()).isEqualTo(State.CLOSED);
        assertThat(ask(Moment.LOOK).state()).isEqualTo(State.CLOSED);
        assertThat(asked).hasValue(2);
    }

    @Test
    void silenceShouldBeUnknown() {
        server.stop(0);

        assertThat(ask(Moment.START).state()).isEqualTo(State.UNKNOWN);
    }

    @Test
    void addressOfTheMachinesIdentityShouldNotBeAsked() {
        var standing = ask(Moment.START, "http://169.254.169.254/latest/meta-data/");

        assertThat(standing.state()).isEqualTo(State.UNKNOWN);
        assertThat(standing.reason()).contains("is not asked");
    }

    private static final class OneSecret implements SecretStore {

        @Override
        public String scheme() {
            return "test";
        }

        @Override
        public String resolve(SecretReference reference) {
            return "hunter2";
        }
    }
}
