package dev.slipway.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.catalog.Definitions;
import dev.slipway.identity.TestPeople;
import dev.slipway.testing.PortalTest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.json.JsonMapper;

/**
 * Every operation of the API's own description, asked by everybody with inputs of which most are wrong. The cases follow from
 * a seed: {@code -Dfuzz.seed=7} makes others, {@code -Dfuzz.times=10} ten times as many.
 */
@PortalTest
@TestPropertySource(properties = {"slipway.outgoing.hosts=hooks.example.org", "fuzz=its own portal"})
@DirtiesContext
class ApiFuzzTest {

    private static final Logger LOG = LoggerFactory.getLogger(ApiFuzzTest.class);
    private static final long SEED = Long.getLong("fuzz.seed", 20261122);
    private static final int TIMES = Integer.getInteger("fuzz.times", 1);
    private static final int AT_ONCE = 8;

    /** Cases of an operation. Who may more gets further, so most are theirs. */
    private static final Map<String, Integer> CASES = Map.of(
            "nobody",
            4,
            "viewer",
            9,
            "approver",
            9,
            "operator",
            14,
            "maintainer",
            16,
            "administrator",
            20,
            "administrator of everything",
            24);

    private final URI portal;
    private final Ground ground;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Map<String, List<String>> faults = Collections.synchronizedMap(new TreeMap<>());
    private final Map<Integer, Integer> statuses = Collections.synchronizedMap(new TreeMap<>());

    @Autowired
    ApiFuzzTest(TestPeople people, Definitions definitions, Environment environment) {
        portal = URI.create("http://127.0.0.1:" + environment.getRequiredProperty("local.server.port"));
        ground = new Ground(people, definitions);
    }

    @Test
    void noRequestShouldBringThePortalOutOfStep() throws InterruptedException {
        LOG.info("Fuzzing with seed {}", SEED);
        var document = JsonMapper.shared().readTree(ground.readOfOther("/api/v1/openapi"));
        var operations = Operation.of(document);
        assertThat(operations).hasSizeGreaterThan(100);
        assertThat(ground.readOfOther("/api/v1/projects/" + Ground.OTHER)).contains(Ground.MARK);
        var attempts = new Attempts(new Inputs(document, ground.known()));
        var tokens = new LinkedHashMap<String, String>(ground.tokens());
        tokens.put("nobody", "");

        var count = 0;
        var free = new Semaphore(AT_ONCE);
        try (var workers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var operation : operations) {
                for (var who : tokens.entrySet()) {
                    var cases = TIMES * Objects.requireNonNull(CASES.get(who.getKey()));
                    for (var i = 0; i < cases; i++, count++) {
                        var random = new Random(Objects.hash(SEED, operation.toString(), who.getKey(), i));
                        var attempt = attempts.make(operation, random);
                        free.acquire();
                        workers.execute(() -> {
                            try {
                                judge(attempt, who.getKey(), who.getValue());
                            } finally {
                                free.release();
                            }
                        });
                    }
                }
            }
        }

        LOG.info("{} requests of {} operations answered {}", count, operations.size(), statuses);
        assertThat(faults.entrySet().stream()
                        .map(fault -> fault.getValue().size() + " x " + fault.getKey() + "\n    "
                                + fault.getValue().getFirst()))
                .as("of %d requests with seed %d", count, SEED)
                .isEmpty();
        assertThat(count).isGreaterThanOrEqualTo(10_000);
        assertThat(statuses.getOrDefault(200, 0) + statuses.getOrDefault(201, 0))
                .isGreaterThan(count / 20);
        assertThat(send(portal.resolve("/ready"))).isEqualTo(200);
    }

    private void judge(Attempt attempt, String who, String token) {
        try {
            var answer = Answer.of(client.send(attempt.at(portal, token.isEmpty() ? null : token), Answer.READ));
            statuses.merge(answer.status(), 1, Integer::sum);
            answer.faults().forEach(fault -> record(fault, attempt, who, answer.toString()));
            if (!who.equals("administrator of everything") && answer.body().contains(Ground.MARK)) {
                record("tells of the other project", attempt, who, answer.toString());
            }
        } catch (IOException e) {
            record("no answer", attempt, who, e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            record("no answer in time", attempt, who, e.toString());
        } catch (RuntimeException e) {
            record("cannot be sent", attempt, who, e.toString());
        }
    }

    private void record(String fault, Attempt attempt, String who, String answer) {
        faults.computeIfAbsent(attempt.operation() + ": " + fault, _ -> Collections.synchronizedList(new ArrayList<>()))
                .add(who + ": " + attempt + "\n    -> " + answer);
    }

    private int send(URI address) throws InterruptedException {
        try {
            return client.send(java.net.http.HttpRequest.newBuilder(address).build(), Answer.READ)
                    .statusCode();
        } catch (IOException e) {
            throw new AssertionError("The portal does not answer any more", e);
        }
    }
}
