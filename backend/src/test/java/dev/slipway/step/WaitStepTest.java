package dev.slipway.step;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.job.spi.Step;
import dev.slipway.job.spi.StepResult.Waiting;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class WaitStepTest extends StepContract {

    @Override
    Step step() {
        return new WaitStep();
    }

    @Override
    InMemoryStepContext fresh() {
        return new InMemoryStepContext().with("{\"for\": \"10m\"}");
    }

    @Override
    long changes() {
        return 0;
    }

    @Override
    long changesOfOneRun() {
        return 0;
    }

    @Test
    void theTimeShouldRunFromTheFirstCall() throws Exception {
        var context = fresh();
        var begin = context.now;
        step().run(context);
        context.now = begin.plus(Duration.ofMinutes(4));
        var waiting = (Waiting) step().run(context);
        assertThat(waiting.until()).isEqualTo(begin.plus(Duration.ofMinutes(10)));
        assertThat(waiting.fraction()).isEqualTo(0.4);
    }

    @Test
    void aMissingDurationShouldBeNamed() {
        var problems = step().validate(fresh().with("{}").settings());
        assertThat(problems).singleElement().satisfies(problem -> {
            assertThat(problem.path()).isEqualTo("for");
            assertThat(problem.remedy()).contains("5m");
        });
    }
}
