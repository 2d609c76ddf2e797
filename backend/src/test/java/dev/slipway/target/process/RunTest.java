package dev.slipway.target.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunTest {

    @TempDir
    Path folder;

    private Run run;

    @BeforeEach
    void open() {
        run = new Run(folder.resolve("run"));
    }

    @AfterEach
    void close() throws IOException {
        var session = run.session();
        if (session.isPresent()) {
            session.get().signal("KILL");
        }
    }

    @Test
    void startingARunManyTimesShouldStartItOnce() throws Exception {
        var command = command("/bin/sh", "-c", "echo begun >>" + folder.resolve("begun"));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var i = 0; i < 8; i++) {
                threads.submit(() -> {
                    run.start(shim(), command);
                    return true;
                });
            }
        }

        assertThat(ended().exitCode()).isZero();
        run.start(shim(), command);
        assertThat(folder.resolve("begun")).hasContent("begun");
    }

    @Test
    void exitCodeShouldBeKept() throws Exception {
        run.start(shim(), command("/bin/sh", "-c", "exit 7"));

        assertThat(ended().exitCode()).isEqualTo(7);
        assertThat(ended().at()).isNotNull();
    }

    @Test
    void leaderThatHasMadeNoSessionYetShouldBeSignalledAlone() throws Exception {
        var process = new ProcessBuilder("sleep", "600").start();
        try {
            var start = ProcessIdentity.ProcStat.of(process.pid()).orElseThrow().startTicks();
            var boot =
                    Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
            var session = new ProcessSession(new ProcessIdentity(process.pid(), boot + ":" + start));

            assertThat(session.members()).containsExactly(process.pid());
            session.signal("TERM");

            assertThat(process.waitFor()).isEqualTo(128 + 15);
            assertThat(session.members()).isEmpty();
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void programThatIsNotThereShouldEndWith127AndSaySo() throws Exception {
        run.start(shim(), command("/no/such/program"));

        assertThat(ended().exitCode()).isEqualTo(127);
        assertThat(Files.readString(folder.resolve("log"))).contains("/no/such/program");
    }

    @Test
    void argumentsShouldArriveAsTheyAre() throws Exception {
        run.start(shim(), command("/usr/bin/printf", "%s|", "a b", "$(touch x)", "*", "", "'\"\\", "-n"));
        ended();

        assertThat(folder.resolve("log")).hasContent("a b|$(touch x)|*||'\"\\|-n|");
    }

    @Test
    void environmentShouldBeOnlyWhatWasGiven() throws Exception {
        run.start(
                shim(),
                new Run.Command(
                        List.of("/usr/bin/env"),
                        Map.of("PATH", "/nowhere", "TOKEN", "two words"),
                        folder.resolve("work"),
                        folder.resolve("log")));

        assertThat(ended().exitCode()).isZero();
        assertThat(Files.readAllLines(folder.resolve("log")))
                .contains("TOKEN=two words", "PATH=/nowhere")
                .allMatch(line -> line.matches("(TOKEN|PATH|PWD|OLDPWD|SHLVL|_)=.*"));
    }

    @Test
    void signalShouldReachTheWholeGroupAndLeaveTheExitCode() throws Exception {
        run.start(shim(), command("/bin/sh", "-c", "sleep 300 & echo $! >" + folder.resolve("child") + "; wait"));
        Awaitility.await()
                .until(() -> Files.exists(folder.resolve("child"))
                        && !Files.readString(folder.resolve("child")).isBlank());
        var child = Long.parseLong(Files.readString(folder.resolve("child")).strip());

        run.session().orElseThrow().signal("TERM");

        assertThat(ended().exitCode()).isEqualTo(143);
        Awaitility.await()
                .until(() ->
                        ProcessHandle.of(child).filter(ProcessHandle::isAlive).isEmpty());
    }

    @Test
    void abandonedRunShouldNeverStart() throws Exception {
        run.abandon();
        run.start(shim(), command("/bin/sh", "-c", "echo begun >>" + folder.resolve("begun")));
        run.abandon();

        assertThat(ended().exitCode()).isNull();
        assertThat(folder.resolve("begun")).doesNotExist();
    }

    @Test
    void pidThatBelongsToAnotherProcessNowShouldNotBeOurs() throws Exception {
        Files.createDirectories(run.folder());
        var stranger = new ProcessBuilder("/bin/sleep", "300").start();
        try {
            Files.writeString(run.folder().resolve("pid"), stranger.pid() + " another-boot:12345\n");
            Files.writeString(run.folder().resolve("watch"), stranger.pid() + " another-boot:12344\n");

            assertThat(ended().exitCode()).isNull();
            run.session().orElseThrow().signal("KILL");
            assertThat(stranger.isAlive()).isTrue();
        } finally {
            stranger.destroyForcibly();
        }
    }

    @Test
    void runningCommandShouldBeFoundByItsIdentity() throws Exception {
        run.start(shim(), command("/bin/sleep", "300"));
        Awaitility.await().until(() -> run.look() instanceof Run.Look.Running);

        var process = ((Run.Look.Running) run.look()).process();
        assertThat(process.alive()).isTrue();
        assertThat(new ProcessSession(process).members()).containsExactly(process.pid());
        assertThat(ProcessHandle.of(process.pid())
                        .orElseThrow()
                        .info()
                        .command()
                        .orElse(""))
                .contains("sleep");
    }

    private Run.Shim shim() throws IOException {
        return Run.Shim.installed(folder);
    }

    private Run.Command command(String... arguments) {
        return new Run.Command(
                List.of(arguments), Map.of("PATH", "/usr/bin:/bin"), folder.resolve("work"), folder.resolve("log"));
    }

    private Run.Look.Ended ended() {
        return (Run.Look.Ended) Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(run::look, look -> look instanceof Run.Look.Ended);
    }
}
