package dev.slipway.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.catalog.Definitions;
import dev.slipway.identity.TestPeople;
import dev.slipway.testing.PortalTest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
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

        var trial = new Trial(portal, Answer::faults);
        try (trial) {
            for (var operation : operations) {
                for (var who : tokens.entrySet()) {
                    var cases = TIMES * Objects.requireNonNull(CASES.get(who.getKey()));
                    for (var i = 0; i < cases; i++) {
                        var random = new Random(Objects.hash(SEED, operation.toString(), who.getKey(), i));
                        trial.ask(
                                attempts.make(operation, random),
                                who.getKey(),
                                who.getValue().isEmpty() ? null : who.getValue());
                    }
                }
            }
        }

        trial.assertNoFaults(SEED);
        assertThat(trial.count()).isGreaterThanOrEqualTo(10_000);
        assertThat(trial.answered(200) + trial.answered(201)).isGreaterThan(trial.count() / 20);
        assertThat(statusOf(portal.resolve("/ready"))).isEqualTo(200);
    }

    private static int statusOf(URI address) throws InterruptedException {
        try (var client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(address).build(), Answer.READ)
                    .statusCode();
        } catch (IOException e) {
            throw new AssertionError("The portal does not answer any more", e);
        }
    }
}
