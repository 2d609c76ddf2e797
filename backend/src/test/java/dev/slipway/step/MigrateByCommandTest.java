package dev.slipway.step;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.artifact.TestStores;
import dev.slipway.job.spi.Step;
import dev.slipway.job.spi.StepResult.Cancelled;
import dev.slipway.job.spi.StepResult.Failed;
import dev.slipway.job.spi.StepResult.Succeeded;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MigrateByCommandTest extends StepContract {

    @TempDir
    Path folder;

    private FakeTarget target = new FakeTarget();

    @Override
    Step step() {
        return new MigrateStep(new FlywayMigration(TestStores.in(folder)), new CommandMigration());
    }

    @Override
    InMemoryStepContext fresh() {
        target = new FakeTarget();
        target.taskOutput = "one\ntwo\nrest";
        return new InMemoryStepContext().on(target).with("{\"command\": [\"./migrate\", \"--all\"]}");
    }

    @Override
    long changes() {
        return target.tasks.size();
    }

    @Test
    void itsOutputShouldBeInTheLogOnce() throws Exception {
        var context = fresh();
        assertThat(untilOver(step(), context)).isInstanceOf(Succeeded.class);
        assertThat(context.lines).containsSubsequence("one", "two", "rest").containsOnlyOnce("one");
    }

    @Test
    void anExitCodeShouldFailWithTheLastLines() throws Exception {
        var context = fresh();
        target.taskExit = 2;
        var result = (Failed) untilOver(step(), context);
        assertThat(result.report().exitCode()).isEqualTo(2);
        assertThat(result.report().lastLines()).containsExactly("one", "two", "rest");
    }

    @Test
    void cancelShouldEndAlthoughTheTaskDoesNot() throws Exception {
        var context = fresh();
        target.taskExit = null;
        target.stubborn = true;
        step().run(context);
        var result = (Cancelled) untilCancelled(step(), context);
        assertThat(result.summary()).contains("could not be stopped");
    }

    @Test
    void aLongAbsenceOfTheTargetShouldBeAFailureNobodyRepeatsBlindly() throws Exception {
        var context = fresh();
        step().run(context);
        target.reachable = false;
        var result = (Failed) untilOver(step(), context);
        assertThat(result.retryable()).isFalse();
    }
}
