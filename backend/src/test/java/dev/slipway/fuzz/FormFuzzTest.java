package dev.slipway.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.catalog.Definitions;
import dev.slipway.identity.Account;
import dev.slipway.identity.TestPeople;
import dev.slipway.testing.PortalTest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.core.env.Environment;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.TestPropertySource;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.json.JsonMapper;

/**
 * Every page and form of the running portal, asked by everybody as a browser would with fields of which most are wrong. The
 * cases follow from a seed: {@code -Dfuzz.seed=7} makes others, {@code -Dfuzz.times=10} ten times as many.
 */
@PortalTest
@TestPropertySource(properties = {"slipway.outgoing.hosts=hooks.example.org", "fuzz=a portal for its forms"})
@DirtiesContext
class FormFuzzTest {

    private static final Logger LOG = LoggerFactory.getLogger(FormFuzzTest.class);
    private static final long SEED = Long.getLong("fuzz.seed", 20261123);
    private static final int TIMES = Integer.getInteger("fuzz.times", 1);
    private static final int AT_ONCE = 8;

    /** Cases of a page. Who may more gets further, so most are theirs. */
    private static final Map<String, Integer> CASES = Map.of(
            "nobody",
            2,
            "viewer",
            3,
            "approver",
            2,
            "operator",
            4,
            "maintainer",
            4,
            "administrator",
            4,
            "administrator of everything",
            8);

    private final URI portal;
    private final Ground ground;
    private final TestPeople people;
    private final RequestMappingHandlerMapping mapping;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Map<String, List<String>> faults = Collections.synchronizedMap(new TreeMap<>());
    private final Map<Integer, Integer> statuses = Collections.synchronizedMap(new TreeMap<>());

    private final Map<String, Long> took = new ConcurrentHashMap<>();

    @Autowired
    FormFuzzTest(
            TestPeople people,
            Definitions definitions,
            Environment environment,
            @Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping mapping) {
        portal = URI.create("http://127.0.0.1:" + environment.getRequiredProperty("local.server.port"));
        ground = new Ground(people, definitions);
        this.people = people;
        this.mapping = mapping;
    }

    @Test
    void noFormShouldBringThePortalOutOfStep() throws InterruptedException {
        LOG.info("Fuzzing with seed {}", SEED);
        var pages = new Forms(mapping).all();
        assertThat(pages).hasSizeGreaterThan(120);
        var attempts = new FormAttempts(new Inputs(JsonMapper.shared().createObjectNode(), ground.known()));
        var everybody = new TreeMap<String, List<Account>>();
        ground.everybody().forEach((who, account) -> everybody.put(who, List.of(account)));
        everybody.put("nobody", List.of());

        var count = 0;
        var free = new Semaphore(AT_ONCE);
        try (var workers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var page : pages) {
                for (var who : everybody.entrySet()) {
                    // A session for each page, since some of them end it.
                    var session = who.getValue().stream()
                            .findFirst()
                            .map(people::session)
                            .orElse(Map.of());
                    // An answer that goes on says nothing until there is something to tell.
                    var cases =
                            page.path().endsWith("/live") ? 1 : TIMES * Objects.requireNonNull(CASES.get(who.getKey()));
                    for (var i = 0; i < cases; i++, count++) {
                        var random = new Random(Objects.hash(SEED, page.toString(), who.getKey(), i));
                        var attempt = attempts.make(page, session, random);
                        free.acquire();
                        workers.execute(() -> {
                            try {
                                judge(attempt, who.getKey());
                            } finally {
                                free.release();
                            }
                        });
                    }
                }
            }
        }

        LOG.info("{} requests of {} pages answered {}", count, pages.size(), statuses);
        LOG.info(
                "slowest, in ms: {}",
                took.entrySet().stream()
                        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                        .limit(12)
                        .map(one -> one.getKey() + " " + one.getValue() / 1_000_000)
                        .toList());
        assertThat(faults.entrySet().stream()
                        .map(fault -> fault.getValue().size() + " x " + fault.getKey() + "\n    "
                                + fault.getValue().getFirst()))
                .as("of %d requests with seed %d", count, SEED)
                .isEmpty();
        assertThat(statuses.getOrDefault(200, 0)).isGreaterThan(count / 20);
        assertThat(statuses.getOrDefault(422, 0)).isGreaterThan(count / 50);
    }

    private void judge(Attempt attempt, String who) {
        var began = System.nanoTime();
        try {
            var answer = Answer.of(client.send(attempt.at(portal, null), Answer.READ));
            statuses.merge(answer.status(), 1, Integer::sum);
            answer.faultsOfPage().forEach(fault -> record(fault, attempt, who, answer.toString()));
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
        } finally {
            took.merge(attempt.operation().toString(), System.nanoTime() - began, Long::sum);
        }
    }

    private void record(String fault, Attempt attempt, String who, String answer) {
        faults.computeIfAbsent(attempt.operation() + ": " + fault, _ -> Collections.synchronizedList(new ArrayList<>()))
                .add(who + ": " + attempt + "\n    -> " + answer);
    }
}
