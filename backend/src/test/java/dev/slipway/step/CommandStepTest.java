package dev.slipway.step;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.job.spi.Step;
import dev.slipway.job.spi.StepResult.Cancelled;
import dev.slipway.job.spi.StepResult.Failed;
import dev.slipway.job.spi.StepResult.Succeeded;
import dev.slipway.target.ConfigurationValue;
import dev.slipway.target.DetachedProcesses;
import dev.slipway.target.SecretReference;
import dev.slipway.target.SettingProblem;
import dev.slipway.target.process.TestCommands;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandStepTest extends StepContract {

    @TempDir
    Path folder;

    private int run;

    /** Every worker has its own; only the data folder is shared. */
    @Override
    Step step() {
        return new CommandStep(processes());
    }

    private DetachedProcesses processes() {
        return TestCommands.in(folder.resolve("data" + run));
    }

    private Path count() {
        return folder.resolve("count" + run);
    }

    private InMemoryStepContext shell(String line) {
        run++;
        var context = new InMemoryStepContext().on(new FakeTarget());
        var settings = InMemoryStepContext.JSON.createObjectNode();
        settings.put("command", line.replace("COUNT", count().toString()));
        settings.put("shell", true);
        return context.with(settings.toString());
    }

    @Override
    InMemoryStepContext fresh() {
        return shell("echo one >> COUNT; echo first; echo second");
    }

    @Override
    long changes() throws Exception {
        return Files.exists(count()) ? Files.readAllLines(count()).size() : 0;
    }

    @Override
    boolean realTime() {
        return true;
    }

    @Test
    void outputShouldBeCompleteAndInOrder() throws Exception {
        var context = shell("i=0; while [ $i -lt 5000 ]; do echo line $i; i=$((i+1)); done");
        untilOver(step(), context);
        assertThat(context.lines.stream().filter(line -> line.startsWith("line ")))
                .hasSize(5000);
        assertThat(context.lines.getLast()).isEqualTo("line 4999");
    }

    @Test
    void anExitCodeShouldFailWithTheLastLines() throws Exception {
        var result = (Failed) untilOver(step(), shell("echo good; echo no space left; exit 28"));
        assertThat(result.report().exitCode()).isEqualTo(28);
        assertThat(result.report().lastLines()).containsExactly("good", "no space left");
    }

    @Test
    void argumentsShouldNotGoThroughAShell() throws Exception {
        run++;
        var context = new InMemoryStepContext().with("{\"command\": [\"/bin/echo\", \"$HOME; *\", \"two words\"]}");
        context.placed = false;
        untilOver(step(), context);
        assertThat(context.lines).contains("$HOME; * two words");
    }

    @Test
    void variablesAndSecretsShouldBeFilledInAtTheMomentOfUse() throws Exception {
        run++;
        var context = new InMemoryStepContext().on(new FakeTarget());
        context.configuration.put("REGION", new ConfigurationValue.Plain("eu"));
        context.configuration.put("TOKEN", new ConfigurationValue.Secret(SecretReference.parse("env:API_TOKEN")));
        context.secrets.put("env:API_TOKEN", "s3cr3t");
        context.secrets.put("file:/run/key", "k3y");
        context.with("""
            {"command": "echo ${REGION} $${REGION} ${slipway.version} $WITH $KEY", "shell": true,
             "environment": {"WITH": "a ${TOKEN}", "KEY": {"secret": "file:/run/key"}}}
            """);
        assertThat(step().plan(context))
                .containsExactly(
                        "Run /bin/sh -c echo eu ${REGION} 1.1.0 $WITH $KEY, for at most 30m",
                        "  with WITH = a ${TOKEN}",
                        "  with KEY = " + SecretReference.parse("file:/run/key").told());
        assertThat(untilOver(step(), context)).isInstanceOf(Succeeded.class);
        assertThat(context.lines).contains("eu 1.1.0 a s3cr3t k3y");
    }

    @Test
    void aMissingVariableShouldBeNamed() throws Exception {
        var result = (Failed) untilOver(step(), shell("echo ${REGOIN}"));
        assertThat(result.report().what()).contains("REGOIN");
        assertThat(result.retryable()).isFalse();
    }

    @Test
    void aCommandThatTakesTooLongShouldBeStopped() throws Exception {
        var context = shell("echo up; sleep 1000");
        step().run(context);
        context.now = context.now.plus(Duration.ofMinutes(31));
        var result = (Failed) untilOver(step(), context);
        assertThat(result.report().what()).contains("did not end within 30m");
    }

    @Test
    void cancelShouldEndACommandThatRuns() throws Exception {
        var context = shell("echo up; sleep 1000");
        step().run(context);
        while (!context.lines.contains("up")) {
            step().run(context);
            LockSupport.parkNanos(10_000_000);
        }
        var result = (Cancelled) untilCancelled(step(), context);
        assertThat(result.summary()).contains("exit code 143");
    }

    @Test
    void cancelShouldKillACommandThatDoesNotListen() throws Exception {
        var context = shell("trap '' TERM; echo up; while true; do sleep 0.1; done");
        while (!context.lines.contains("up")) {
            step().run(context);
            LockSupport.parkNanos(10_000_000);
        }
        var result = (Cancelled) untilCancelled(step(), context);
        assertThat(result.summary()).contains("exit code 137");
    }

    @Test
    void wrongSettingsShouldBeNamed() {
        assertThat(problems("{}")).containsExactly("command");
        assertThat(problems("{\"command\": \"ls -l\"}")).containsExactly("command");
        assertThat(problems("{\"command\": [\"ls\"], \"timeout\": \"soon\"}")).containsExactly("timeout");
        assertThat(problems("{\"command\": [\"ls\"], \"environment\": {\"A\": {\"secret\": \"nowhere\"}}}"))
                .containsExactly("environment.A.secret");
    }

    private List<String> problems(String settings) {
        return step().validate(new InMemoryStepContext().with(settings).settings()).stream()
                .map(SettingProblem::path)
                .toList();
    }
}
