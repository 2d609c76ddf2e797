package dev.slipway.job.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.testing.Postgres;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Flux;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class JobLogApiTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final ParameterizedTypeReference<ServerSentEvent<String>> EVENT =
            new ParameterizedTypeReference<>() {};

    private static LogServer server;
    private static WebTestClient client;
    private static long jobs;

    private final long job = ++jobs;

    @BeforeAll
    static void start() {
        server = new LogServer(Postgres.migrated(), new NoSignals());
        client = WebTestClient.bindToServer()
                .baseUrl("http://127.0.0.1:" + server.port())
                .build();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private void write(int lines) {
        try (var writer = server.logs().open(job, 1)) {
            for (int i = 1; i <= lines; i++) {
                writer.line(i % 2 == 0 ? "deploy" : "verify", "line " + i + " \"quoted\" \\ \u001b[31mred\u001b[0m €");
            }
        }
        server.logs().close(job).block(PATIENCE);
    }

    @Test
    void aFloodShouldArriveOverHttpCompleteAndInOrder() {
        var events = events("", null).collectList().toFuture();
        try (var writer = server.logs().open(job, 1)) {
            for (int i = 1; i <= 200_000; i++) {
                writer.line("deploy", "line " + i);
            }
        }
        server.logs().close(job).block(PATIENCE);
        var all = events.orTimeout(60, java.util.concurrent.TimeUnit.SECONDS).join();
        var lines = lines(all);
        assertThat(lines).hasSize(200_000);
        for (int i = 0; i < lines.size(); i++) {
            if (!lines.get(i).equals((i + 1) + " deploy line " + (i + 1))) {
                throw new AssertionError("Place " + (i + 1) + " holds " + lines.get(i));
            }
        }
        assertThat(all.getLast().event()).isEqualTo("end");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 7, 999, 1000})
    void eventsShouldResumeAfterTheLastEventId(long last) {
        write(1_000);
        var expected = new ArrayList<String>();
        for (long i = last + 1; i <= 1_000; i++) {
            expected.add(i + (i % 2 == 0 ? " deploy" : " verify") + " line " + i
                    + " \"quoted\" \\ \u001b[31mred\u001b[0m €");
        }
        assertThat(lines(Objects.requireNonNull(
                        events("?after=3", last).collectList().block(PATIENCE))))
                .containsExactlyElementsOf(expected);
        var all = Objects.requireNonNull(
                events("?after=" + last, null).collectList().block(PATIENCE));
        assertThat(lines(all)).containsExactlyElementsOf(expected);
        assertThat(all.stream()
                        .map(ServerSentEvent::id)
                        .filter(Objects::nonNull)
                        .toList())
                .last()
                .isEqualTo("1000");
    }

    @Test
    void oneStepShouldBeReadAlone() {
        write(100);
        assertThat(lines(Objects.requireNonNull(
                        events("?step=deploy", null).collectList().block(PATIENCE))))
                .hasSize(50)
                .allSatisfy(line -> assertThat(line).contains(" deploy "));
    }

    @Test
    void plainTextShouldBeOfferedForDownload() {
        write(3);
        client.get()
                .uri("/api/v1/jobs/{id}/log?download=true&tail=2", job)
                .header(HttpHeaders.ACCEPT, "text/html,application/xhtml+xml,*/*;q=0.8")
                .exchange()
                .expectHeader()
                .valueEquals(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"demo-" + job + ".log\"")
                .expectHeader()
                .contentType("text/plain;charset=UTF-8")
                .expectBody(String.class)
                .isEqualTo("line 2 \"quoted\" \\ \u001b[31mred\u001b[0m €\n"
                        + "line 3 \"quoted\" \\ \u001b[31mred\u001b[0m €\n");
    }

    @Test
    void linesShouldBeReadAsObjects() {
        write(2);
        var body = client.get()
                .uri("/api/v1/jobs/{id}/log", job)
                .accept(MediaType.APPLICATION_NDJSON)
                .exchange()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();
        var second = JSON.readTree(Objects.requireNonNull(body).split("\n")[1]);
        assertThat(second.get("number").asInt()).isEqualTo(2);
        assertThat(second.get("step").asString()).isEqualTo("deploy");
        assertThat(second.get("text").asString()).startsWith("line 2 ");
    }

    @Test
    void rangesSearchesAndTheOutlineShouldBeJson() {
        write(5_000);
        var range = json("?from=4998&count=2");
        assertThat(range.get("lines").asInt()).isEqualTo(5_000);
        assertThat(range.get("closed").asBoolean()).isTrue();
        assertThat(range.get("runs").size()).isEqualTo(2);
        assertThat(range.get("runs").get(0).get(0).asInt()).isEqualTo(4998);
        assertThat(json("?q=LINE 50&after=50").get("lines").get(0).asInt()).isEqualTo(500);
        assertThat(json("/outline").get("sections").size()).isEqualTo(2_000);
    }

    @Test
    void whatMakesNoSenseShouldBeRefused() {
        client.get().uri("/api/v1/jobs/abc/log").exchange().expectStatus().isBadRequest();
        client.get().uri("/api/v1/jobs/1/log?from=x").exchange().expectStatus().isBadRequest();
    }

    private JsonNode json(String rest) {
        return JSON.readTree(Objects.requireNonNull(client.get()
                .uri("/api/v1/jobs/" + job + "/log" + rest)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(byte[].class)
                .returnResult()
                .getResponseBody()));
    }

    private Flux<ServerSentEvent<String>> events(String query, @org.jspecify.annotations.Nullable Long last) {
        var request = WebClient.builder()
                .codecs(codecs -> codecs.defaultCodecs().maxInMemorySize(4 * 1024 * 1024))
                .build()
                .get()
                .uri("http://127.0.0.1:" + server.port() + "/api/v1/jobs/" + job + "/log" + query)
                .accept(MediaType.TEXT_EVENT_STREAM);
        if (last != null) {
            request.header("Last-Event-ID", last.toString());
        }
        return request.retrieve().bodyToFlux(EVENT);
    }

    private static List<String> lines(List<ServerSentEvent<String>> events) {
        var lines = new ArrayList<String>();
        for (var event : events) {
            if (event.data() == null || "end".equals(event.event())) {
                continue;
            }
            for (var run : JSON.readTree(event.data())) {
                for (int i = 3; i < run.size(); i++) {
                    lines.add((run.get(0).asLong() + i - 3) + " " + run.get(2).asString() + " "
                            + run.get(i).asString());
                }
            }
        }
        return lines;
    }
}
