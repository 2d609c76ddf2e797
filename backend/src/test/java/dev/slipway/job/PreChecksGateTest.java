package dev.slipway.job;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.catalog.Environment;
import dev.slipway.catalog.Protection;
import dev.slipway.job.spi.Gate;
import dev.slipway.job.spi.Gate.Moment;
import dev.slipway.job.spi.Gate.Question;
import dev.slipway.job.spi.Gate.State;
import dev.slipway.target.DeployOrder;
import dev.slipway.target.DeploymentTarget;
import dev.slipway.target.Finding;
import dev.slipway.target.Finding.Result;
import dev.slipway.target.Outcome;
import dev.slipway.target.PlacementKey;
import dev.slipway.target.PreChecks;
import dev.slipway.target.SecretStore;
import dev.slipway.testing.Postgres;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.support.StaticListableBeanFactory;

/** What the target finds beforehand keeps a job from starting where the environment asks for it. */
class PreChecksGateTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final Environment GUARDED = environment(true);

    private final Shop shop = new Shop();
    private final ScriptedStep deploy = new ScriptedStep("deploy", true);
    private final Checked target = new Checked();
    private final TestPortal portal = new TestPortal(Postgres.migrated(), shop, deploy, new Lazy());

    /** A target whose checks find what a test says. */
    private static final class Checked extends FakeTarget implements PreChecks {

        private volatile List<Finding> findings = List.of(found(Result.PASS));
        private volatile int asked;

        @Override
        public synchronized List<Finding> check(DeployOrder order) {
            asked++;
            return findings;
        }
    }

    /** The gate of the shop, as if its environment asked for pre-checks. */
    private final class Lazy implements Gate {

        @Override
        public String name() {
            return "pre-checks";
        }

        @Override
        public List<Standing> ask(Question question) {
            return gate().ask(new Question(
                    question.project(), GUARDED, question.changes(), question.job(), question.moment(), question.at()));
        }
    }

    private static Environment environment(boolean preChecks) {
        return new Environment(
                "dev",
                "Dev",
                List.of(),
                Environment.WhenLocked.QUEUE,
                new Protection(null, null, null, Protection.OnFreeze.FINISH, List.of(), preChecks, true));
    }

    private static Finding found(Result result) {
        return new Finding("ports", "Are the ports free?", result, "8081 " + result, "Free 8081.");
    }

    private PreChecksGate gate() {
        var beans = new StaticListableBeanFactory();
        beans.addBean("target", target);
        var places = new Places(
                shop, beans.getBeanProvider(DeploymentTarget.class), beans.getBeanProvider(SecretStore.class));
        return new PreChecksGate(
                places,
                shop,
                shop,
                new Provenance(portal.verified, new JobJson(tools.jackson.databind.json.JsonMapper.shared())));
    }

    private static Question asked(Environment environment, Moment moment, Instant at) {
        var change = new Gate.Change(new PlacementKey(Shop.KEY, "dev", "web"), "1");
        return new Question(Shop.KEY, environment, List.of(change), null, moment, at);
    }

    @BeforeEach
    void start() {
        shop.pipeline("deploy", Shop.perService("deploy", "deploy", 1));
        deploy.runs.put(
                "deploy/web",
                c -> new dev.slipway.job.spi.StepResult.Succeeded(
                        "Runs",
                        FakeTarget.verdict(
                                Outcome.SUCCEEDED,
                                requireNonNull(c.placed().revision()).version()),
                        List.of()));
        portal.start();
    }

    @AfterEach
    void close() {
        portal.close();
    }

    @ParameterizedTest
    @CsvSource({"PASS, OPEN", "WARN, OPEN", "BLOCK, CLOSED", "UNKNOWN, UNKNOWN"})
    void findingShouldSayHowTheGateStands(Result result, State state) {
        target.findings = List.of(found(Result.PASS), found(result));

        assertThat(gate().ask(asked(GUARDED, Moment.START, NOW)))
                .singleElement()
                .satisfies(standing -> assertThat(standing.state()).isEqualTo(state));
    }

    @Test
    void blockShouldSayWhatWasSeenAndWhatToDo() {
        target.findings = List.of(found(Result.UNKNOWN), found(Result.BLOCK));

        var standing = gate().ask(asked(GUARDED, Moment.START, NOW)).getFirst();

        assertThat(standing.reason()).isEqualTo("Are the ports free? 8081 BLOCK");
        assertThat(standing.opening().by()).contains("Free 8081.");
    }

    @Test
    void environmentThatDoesNotAskForItShouldNotBeHeld() {
        target.findings = List.of(found(Result.BLOCK));

        assertThat(gate().ask(asked(environment(false), Moment.START, NOW))).isEmpty();
        assertThat(target.asked).isZero();
    }

    @Test
    void stepsShouldNotBeHeldByWhatTheJobItselfChanges() {
        target.findings = List.of(found(Result.BLOCK));

        assertThat(gate().ask(asked(GUARDED, Moment.STEP, NOW))).isEmpty();
    }

    @Test
    void whoLooksShouldBeAnsweredFromMemoryForAWhileAndAStartNever() {
        var gate = gate();
        gate.ask(asked(GUARDED, Moment.LOOK, NOW));
        gate.ask(asked(GUARDED, Moment.LOOK, NOW.plus(Duration.ofSeconds(29))));
        assertThat(target.asked).isEqualTo(1);

        gate.ask(asked(GUARDED, Moment.START, NOW.plus(Duration.ofSeconds(29))));
        assertThat(target.asked).isEqualTo(2);
        gate.ask(asked(GUARDED, Moment.LOOK, NOW.plus(Duration.ofSeconds(60))));
        assertThat(target.asked).isEqualTo(3);
    }

    @Test
    void blockedJobShouldWaitAndGoOnceTheCauseIsGone() {
        target.findings = List.of(found(Result.BLOCK));
        var job = portal.when(
                portal.start("deploy", "dev", TestPortal.web("1")),
                j -> j.status().waiting() != null
                        && requireNonNull(j.status().waiting()).what() == Waiting.For.GATE);
        assertThat(requireNonNull(job.status().waiting()).reason()).contains("8081 BLOCK");
        assertThat(job.status().startedAt()).isNull();

        target.findings = List.of(found(Result.WARN));
        portal.gateChanges.changed(Shop.KEY, "dev").block();

        assertThat(requireNonNull(portal.whenOver(job).status().verdict()).outcome())
                .isEqualTo(Outcome.SUCCEEDED);
    }
}
