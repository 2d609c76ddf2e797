package dev.slipway.step;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.job.spi.Step;
import dev.slipway.job.spi.StepResult;
import dev.slipway.step.InMemoryStepContext.WorkerDied;
import dev.slipway.target.SettingProblem;
import dev.slipway.target.Verdict;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** What every kind of step promises; each kind's test adds what is its own. */
abstract class StepContract {

    private static final int MOST_CALLS = 2_000;
    private static final int MOST_MEMORY_POINTS = 40;

    /** The step, as another worker would have it: nothing is shared but what the outside world keeps. */
    abstract Step step();

    /** Surroundings in which the step succeeds, with an untouched outside world. */
    abstract InMemoryStepContext fresh() throws Exception;

    /** How often the outside world was changed since {@link #fresh()}. */
    abstract long changes() throws Exception;

    /** How often it is changed by one run. */
    long changesOfOneRun() {
        return 1;
    }

    /** For real processes: gives the world a moment. */
    boolean realTime() {
        return false;
    }

    StepResult untilOver(Step step, InMemoryStepContext context) throws Exception {
        for (var call = 0; call < MOST_CALLS; call++) {
            var result = step.run(context);
            if (!(result instanceof StepResult.Waiting waiting)) {
                return result;
            }
            pass(context, waiting);
        }
        throw new AssertionError("The step never ends: " + context.lines);
    }

    StepResult untilCancelled(Step step, InMemoryStepContext context) throws Exception {
        for (var call = 0; call < MOST_CALLS; call++) {
            var result = step.cancel(context);
            if (!(result instanceof StepResult.Waiting waiting)) {
                return result;
            }
            pass(context, waiting);
        }
        throw new AssertionError("The cancel never ends: " + context.lines);
    }

    private void pass(InMemoryStepContext context, StepResult.Waiting waiting) {
        context.now = waiting.until().isAfter(context.now) ? waiting.until() : context.now.plusMillis(1);
        if (realTime()) {
            LockSupport.parkNanos(20_000_000);
        }
    }

    /** The verdict the result must carry. */
    static Verdict verdict(StepResult result) {
        var verdict = switch (result) {
            case StepResult.Succeeded succeeded -> succeeded.verdict();
            case StepResult.Failed failed -> failed.verdict();
            case StepResult.Cancelled cancelled -> cancelled.verdict();
            case StepResult.Waiting _, StepResult.AwaitingDecision _ -> null;
        };
        return Objects.requireNonNull(verdict, result::toString);
    }

    @Test
    void shouldSucceedInItsUsualSurroundings() throws Exception {
        var context = fresh();
        assertThat(untilOver(step(), context)).isInstanceOf(StepResult.Succeeded.class);
        assertThat(changes()).isEqualTo(changesOfOneRun());
    }

    @Test
    void shouldGoOnWithoutDoingItTwiceWhereverItsWorkerDies() throws Exception {
        for (var point = 0; point < MOST_MEMORY_POINTS; point++) {
            var context = fresh();
            context.diesAfter = point;
            var died = false;
            StepResult result;
            try {
                result = untilOver(step(), context);
            } catch (WorkerDied e) {
                died = true;
                result = untilOver(step(), context);
            }
            assertThat(result).as("after dying at memory point %d", point).isInstanceOf(StepResult.Succeeded.class);
            assertThat(changes()).as("after dying at memory point %d", point).isEqualTo(changesOfOneRun());
            if (!died) {
                return;
            }
        }
    }

    @Test
    void cancelShouldEndWhereverTheStepIs() throws Exception {
        for (var point = 0; point < MOST_MEMORY_POINTS; point++) {
            var context = fresh();
            context.diesAfter = point;
            try {
                untilOver(step(), context);
                return;
            } catch (WorkerDied e) {
                context.stopping = true;
                assertThat(untilCancelled(step(), context)).isInstanceOf(StepResult.Cancelled.class);
            }
        }
    }

    @Test
    void cancelShouldEndBeforeTheFirstRun() throws Exception {
        var context = fresh();
        assertThat(untilCancelled(step(), context)).isInstanceOf(StepResult.Cancelled.class);
        assertThat(changes()).isZero();
    }

    @Test
    void planShouldSayWhatItWouldDoAndChangeNothing() throws Exception {
        var context = fresh();
        assertThat(step().plan(context)).isNotEmpty().noneMatch(String::isBlank);
        assertThat(changes()).isZero();
        assertThat(context.kept).isEmpty();
    }

    @Test
    void anUnknownSettingShouldBeNamed() throws Exception {
        var context = fresh();
        var settings = context.settings();
        settings.put("nonsense", true);
        assertThat(step().validate(settings)).extracting(SettingProblem::path).contains("nonsense");
    }

    @Test
    void itsUsualSettingsShouldBeFine() throws Exception {
        assertThat(step().validate(fresh().settings())).isEmpty();
    }
}
