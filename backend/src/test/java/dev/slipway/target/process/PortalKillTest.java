package dev.slipway.target.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.artifact.TestStores;
import dev.slipway.target.DeployOrder;
import dev.slipway.target.Following;
import dev.slipway.target.Health;
import dev.slipway.target.Outcome;
import dev.slipway.target.Secrets;
import dev.slipway.target.TargetUnavailable;
import dev.slipway.testing.BesideOthers;
import dev.slipway.testing.FreePorts;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Portals are killed with SIGKILL in the middle of a rollout; another one goes on. */
@BesideOthers
class PortalKillTest {

    @TempDir
    Path folder;

    private ProcessPlayground playground;
    private int firstPort;

    @BeforeEach
    void open() {
        firstPort = FreePorts.inARow(10);
        playground = new ProcessPlayground(
                folder, TestStores.in(folder.resolve("artifacts")), new Secrets(List.of()), firstPort);
    }

    @AfterEach
    void close() throws IOException {
        playground.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"begins", "web-3 started", "is healthy", "is asked to stop"})
    void rolloutOfAKilledPortalShouldGoOnWithoutStartingAnythingTwice(String killedAt) throws Exception {
        var before = playground.good("1.0.0");
        var first = playground.target().deploy(new DeployOrder(playground.placement(), before, null, "one"));
        Following.toTheEnd(playground, first);
        var after = playground.good("1.1.0");
        var second = playground.target().deploy(new DeployOrder(playground.placement(), after, before, "two"));

        killPortalAt(killedAt, second.value());
        var following = new Following(playground, second);
        var verdict = following.toTheEnd();

        assertThat(verdict.outcome()).as(verdict.reason()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(playground.starts("1.1.0")).isEqualTo(2);
        assertThat(following.messages()).doesNotHaveDuplicates();
        var seen = playground.target().describe(playground.placement(), after.settings());
        assertThat(seen.health()).as(seen.toString()).isEqualTo(Health.HEALTHY);
        assertThat(seen.instances())
                .hasSize(2)
                .allMatch(instance -> instance.version().equals("1.1.0"));
    }

    @Test
    void placementHeldByAnotherPortalShouldBeUnavailableUntilItLetsGo() throws Exception {
        var order = new DeployOrder(playground.placement(), playground.good("1.0.0"), null, "one");
        var other = new ProcessBuilder(
                        Machine.java(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LockHolder.class.getName(),
                        playground.placementFolder().folder().toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var said = other.inputReader()) {
            assertThat(said.readLine()).isEqualTo("held");
            var begun = System.nanoTime();

            assertThatThrownBy(() -> playground.target().deploy(order))
                    .isInstanceOf(TargetUnavailable.class)
                    .hasMessageContaining("Another portal")
                    .hasMessageContaining("10 s");
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThanOrEqualTo(Duration.ofSeconds(10));
            playground.target().superviseAll();
        } finally {
            other.destroyForcibly().waitFor();
        }
        assertThat(playground.target().deploy(order).value()).startsWith("d-");
    }

    private void killPortalAt(String event, String deployment) throws Exception {
        var portal = new ProcessBuilder(
                        Machine.java(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        PortalUnderTest.class.getName(),
                        folder.toString(),
                        Integer.toString(firstPort),
                        deployment)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader said = portal.inputReader()) {
            for (var line = said.readLine(); line != null; line = said.readLine()) {
                if (line.contains(event)) {
                    return;
                }
            }
            throw new AssertionError("The portal ended before '" + event + "'");
        } finally {
            portal.destroyForcibly().waitFor();
        }
    }
}
