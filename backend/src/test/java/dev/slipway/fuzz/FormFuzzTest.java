package dev.slipway.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.catalog.Definitions;
import dev.slipway.identity.Account;
import dev.slipway.identity.TestPeople;
import dev.slipway.testing.PortalTest;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
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

        var trial = new Trial(portal, Answer::faultsOfPage);
        try (trial) {
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
                    for (var i = 0; i < cases; i++) {
                        var random = new Random(Objects.hash(SEED, page.toString(), who.getKey(), i));
                        trial.ask(attempts.make(page, session, random), who.getKey(), null);
                    }
                }
            }
        }

        trial.assertNoFaults(SEED);
        assertThat(trial.answered(200)).isGreaterThan(trial.count() / 20);
        assertThat(trial.answered(422)).isGreaterThan(trial.count() / 50);
    }
}
