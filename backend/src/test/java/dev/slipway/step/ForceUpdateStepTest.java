package dev.slipway.step;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.job.spi.Step;
import dev.slipway.job.spi.StepResult.Succeeded;
import org.junit.jupiter.api.Test;

class ForceUpdateStepTest extends RolloutContract {

    @Override
    Step step() {
        return new ForceUpdateStep();
    }

    @Test
    void shouldReplaceInstancesByWhatWasLastProven() throws Exception {
        var context = fresh();
        context.revision = null;
        var result = (Succeeded) untilOver(step(), context);
        assertThat(verdict(result).proof().version()).isEqualTo("1.0.0");
    }
}
