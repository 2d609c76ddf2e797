package dev.slipway.step;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.job.spi.Step;
import dev.slipway.job.spi.StepContext.Decision;
import dev.slipway.job.spi.StepResult.AwaitingDecision;
import dev.slipway.job.spi.StepResult.Failed;
import dev.slipway.job.spi.StepResult.Succeeded;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ManualStepTest extends StepContract {

    @Override
    Step step() {
        return new ManualStep();
    }

    @Override
    InMemoryStepContext fresh() {
        var context = new InMemoryStepContext().with("{\"question\": \"Is it drained?\", \"expires\": \"1h\"}");
        context.decision = new Decision("Continue", "looked at the graph", "ann", context.now);
        return context;
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
    void shouldAskUntilSomebodyAnswers() throws Exception {
        var context = fresh();
        context.decision = null;
        var asked = (AwaitingDecision) step().run(context);
        assertThat(asked.question()).isEqualTo("Is it drained?");
        assertThat(asked.choices()).containsExactly("Continue", "Stop");
        assertThat(asked.expires()).isEqualTo(context.now.plus(Duration.ofHours(1)));
    }

    @Test
    void anAnswerWithoutANoteShouldNotCount() throws Exception {
        var context = fresh();
        context.decision = new Decision("Continue", " ", "ann", context.now);
        assertThat(step().run(context)).isInstanceOf(AwaitingDecision.class);
    }

    @Test
    void stopShouldFailWithTheNote() throws Exception {
        var context = fresh();
        context.decision = new Decision("Stop", "still traffic", "ann", context.now);
        var result = (Failed) step().run(context);
        assertThat(result.report().what()).isEqualTo("Stop by ann: still traffic");
        assertThat(result.retryable()).isFalse();
    }

    @Test
    void continueShouldSucceedWithTheNote() throws Exception {
        var result = (Succeeded) step().run(fresh());
        assertThat(result.summary()).isEqualTo("Continue by ann: looked at the graph");
    }

    @Test
    void anOldQuestionShouldFail() throws Exception {
        var context = fresh();
        context.decision = null;
        step().run(context);
        context.now = context.now.plus(Duration.ofHours(1));
        assertThat(step().run(context)).isInstanceOf(Failed.class);
    }
}
