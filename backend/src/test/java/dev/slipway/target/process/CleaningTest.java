package dev.slipway.target.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.artifact.ArtifactReference;
import dev.slipway.artifact.TestStores;
import dev.slipway.target.HttpProbe;
import dev.slipway.target.RunsTasks.TaskId;
import dev.slipway.target.RunsTasks.TaskOrder;
import dev.slipway.target.Secrets;
import dev.slipway.target.TargetUnavailable;
import dev.slipway.testing.FreePorts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CleaningTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    @TempDir
    Path folder;

    private ProcessPlayground playground;
    private UnpackedArtifacts artifacts;
    private Cleaning cleaning;

    @BeforeEach
    void open() {
        var store = TestStores.in(folder.resolve("artifacts"));
        var secrets = new Secrets(List.of());
        playground = new ProcessPlayground(folder, store, secrets, FreePorts.inARow(10));
        artifacts = new UnpackedArtifacts(folder.resolve("unpacked"), store);
        cleaning = new Cleaning(new Machine(folder.resolve("processes"), artifacts, secrets, new HttpProbe()));
    }

    @AfterEach
    void close() throws IOException {
        playground.close();
    }

    private Path unpacked(String version) throws IOException {
        return artifacts.ready(artifact(version)).home();
    }

    private ArtifactReference artifact(String version) {
        return playground.artifact(version, "good");
    }

    private StoredRevision revision(String version) {
        return StoredRevision.of(playground.good(version));
    }

    @Test
    void artifactThatNoPlacementRefersToShouldBeRemoved() throws IOException {
        var running = unpacked("1.2.0");
        var verified = unpacked("1.1.0");
        var starting = unpacked("1.3.0");
        var old = unpacked("1.0.0");
        var state = new PlacementState();
        state.steady = revision("1.2.0");
        state.latest =
                new Deployment("d-1", Deployment.Kind.DEPLOY, revision("1.3.0"), revision("1.1.0"), Instant.EPOCH);
        var ended = new Instance("web-1", "d-0", revision("1.0.0"), 0, Instant.EPOCH);
        ended.phase = Instance.Phase.ENDED;
        state.instances.add(ended);
        playground.placementFolder().write(state);

        cleaning.round(NOW);

        assertThat(old).doesNotExist();
        assertThat(List.of(running, verified, starting)).allMatch(Files::exists);
        assertThat(artifacts.holds(unpacked("1.0.0"))).isTrue();
    }

    @Test
    void itShouldCleanAtTheStartAndThenDaily() throws IOException {
        cleaning.round(NOW);
        var unused = unpacked("1.0.0");

        cleaning.round(NOW.plus(Duration.ofHours(23)));
        assertThat(unused).exists();

        cleaning.round(NOW.plus(Duration.ofHours(24)));
        assertThat(unused).doesNotExist();
    }

    @Test
    void oneRoundShouldRemoveAFewAndTheNextTheRest() throws IOException {
        for (var i = 0; i < 25; i++) {
            Files.createDirectories(folder.resolve("unpacked").resolve("archive-" + "%064x".formatted(i) + "-0"));
        }

        cleaning.round(NOW);
        assertThat(left()).isEqualTo(5);

        cleaning.round(NOW.plusSeconds(2));
        assertThat(left()).isZero();
    }

    private long left() throws IOException {
        try (var files = Files.list(folder.resolve("unpacked"))) {
            return files.filter(file -> file.getFileName().toString().startsWith("archive"))
                    .count();
        }
    }

    @Test
    void taskThatEndedAWeekAgoShouldBeForgottenAndOneThatRunsKept() throws Exception {
        var ended = start("ended", playground.printing("x", 0));
        var running = start("running", playground.lasting());
        Awaitility.await().until(() -> look(ended).ended());

        playground.clock.push(Duration.ofDays(6));
        playground.target().superviseAll();
        assertThat(look(ended).ended()).isTrue();

        playground.clock.push(Duration.ofDays(2));
        playground.target().superviseAll();
        assertThatThrownBy(() -> look(ended)).isInstanceOf(TargetUnavailable.class);
        assertThat(look(running).ended()).isFalse();
    }

    private TaskId start(String token, List<String> command) throws Exception {
        return playground
                .target()
                .start(new TaskOrder(
                        playground.placement(), playground.good("1.0.0"), command, Duration.ofDays(30), token));
    }

    private dev.slipway.target.RunsTasks.TaskState look(TaskId task) throws TargetUnavailable {
        return playground.target().look(playground.placement(), task);
    }
}
