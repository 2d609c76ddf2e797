package dev.slipway.target.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.target.DetachedProcesses;
import dev.slipway.target.DetachedProcesses.Command;
import dev.slipway.target.DetachedProcesses.State;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandsTest {

    @TempDir
    Path data;

    /** Another portal on the same machine, or this one started again: nothing is shared but the folder. */
    private DetachedProcesses portal() {
        return new Commands(data.toString(), Clock.systemUTC());
    }

    private static Command shell(String line) {
        return new Command(List.of("/bin/sh", "-c", line), Map.of("GREETING", "hello"), Optional.empty());
    }

    private State ended(String key) throws IOException {
        for (var look = 0; look < 500; look++) {
            if (portal().look(key) instanceof State.Ended ended) {
                return ended;
            }
            LockSupport.parkNanos(20_000_000);
        }
        throw new AssertionError("It does not end");
    }

    private String output(String key) throws IOException {
        return new String(portal().read(key, 0, 100_000).bytes(), StandardCharsets.UTF_8);
    }

    @Test
    void anotherPortalShouldFindOutputAndExitCode() throws IOException {
        portal().start("a", shell("echo $GREETING; exit 3"));
        assertThat(ended("a")).isEqualTo(new State.Ended(3));
        assertThat(output("a")).isEqualTo("hello\n");
        assertThat(portal().read("a", 0, 100).last()).isTrue();
    }

    @Test
    void startingTwiceShouldStartOnce() throws IOException {
        var file = data.resolve("count");
        for (var portal = 0; portal < 3; portal++) {
            portal().start("b", shell("echo x >> " + file));
        }
        ended("b");
        portal().start("b", shell("echo x >> " + file));
        assertThat(Files.readAllLines(file)).hasSize(1);
    }

    @Test
    void nothingShouldBeKnownOfWhatWasNotStarted() throws IOException {
        assertThat(portal().look("c")).isInstanceOf(State.NotStarted.class);
        portal().stop("c", true);
        assertThat(portal().look("c")).isInstanceOf(State.NotStarted.class);
    }

    @Test
    void stopShouldEndAllThatTheCommandStarted() throws IOException {
        portal().start("d", shell("sleep 1000 & sleep 1000; wait"));
        while (new Run(home().resolve("run")).session().isEmpty()) {
            LockSupport.parkNanos(10_000_000);
        }
        var session = new Run(home().resolve("run")).session().orElseThrow();
        portal().stop("d", true);
        ended("d");
        for (var look = 0; look < 500 && !session.members().isEmpty(); look++) {
            LockSupport.parkNanos(10_000_000);
        }
        assertThat(session.members()).isEmpty();
    }

    private Path home() throws IOException {
        try (var homes = Files.newDirectoryStream(data.resolve("commands"), "c-*")) {
            return homes.iterator().next();
        }
    }

    @Test
    void aCommandShouldBeAskedToEndOnlyOnce() throws IOException {
        portal().start(
                        "e",
                        shell("trap 'echo asked' TERM; echo up; i=0; while [ $i -lt 20 ]; do sleep 0.05; i=$((i+1));"
                                + " done"));
        while (!output("e").contains("up")) {
            LockSupport.parkNanos(10_000_000);
        }
        portal().stop("e", false);
        portal().stop("e", false);
        ended("e");
        assertThat(output("e").lines().filter("asked"::equals)).hasSize(1);
    }
}
