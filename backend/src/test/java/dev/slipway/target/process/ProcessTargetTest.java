package dev.slipway.target.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.artifact.TestStores;
import dev.slipway.target.Deviation;
import dev.slipway.target.ForcesUpdateContract;
import dev.slipway.target.PreChecksContract;
import dev.slipway.target.RollsBackContract;
import dev.slipway.target.RunsTasksContract;
import dev.slipway.target.ScalesContract;
import dev.slipway.target.Secrets;
import dev.slipway.target.StreamsLogsContract;
import dev.slipway.target.TellsDriftContract;
import dev.slipway.testing.BesideOthers;
import dev.slipway.testing.FreePorts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@BesideOthers
class ProcessTargetTest
        implements RollsBackContract,
                ForcesUpdateContract,
                RunsTasksContract,
                StreamsLogsContract,
                PreChecksContract,
                ScalesContract,
                TellsDriftContract {

    @TempDir
    Path folder;

    private ProcessPlayground playground;

    @BeforeEach
    void open() {
        playground = new ProcessPlayground(
                folder, TestStores.in(folder.resolve("artifacts")), new Secrets(List.of()), FreePorts.inARow(10));
    }

    @AfterEach
    void close() throws IOException {
        playground.close();
    }

    @Override
    public ProcessPlayground playground() {
        return playground;
    }

    @Test
    void filesThatSomebodyChangedShouldDeviate() throws Exception {
        var revision = verified(playground.good("1.0.0"));
        var target = playground.target();
        var seen = target.describe(playground.placement(), revision.settings());
        assertThat(target.deviations(playground.placement(), revision, seen)).isEmpty();

        var jar = unpacked("version");
        Files.writeString(jar, "6.6.6");
        playground.skip(Duration.ofSeconds(10));

        assertThat(target.deviations(playground.placement(), revision, seen))
                .singleElement()
                .satisfies(one -> {
                    assertThat(one.what()).isEqualTo("files");
                    assertThat(one.details()).hasSize(2);
                });
    }

    @Test
    void anotherNumberShouldDeviate() throws Exception {
        var revision = verified(playground.good("1.0.0"));

        scales().scale(playground.placement(), 3);

        assertThat(deviations(revision)).containsExactly(new Deviation("instances", "2", "3"));
    }

    private Path unpacked(String file) throws IOException {
        try (var files = Files.walk(folder.resolve("unpacked"))) {
            return files.filter(one -> one.getFileName().toString().equals(file))
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Test
    void loadShouldBeMeasuredOverAllInstances() throws Exception {
        var revision = verified(playground.good("1.0.0"));
        var target = playground.target();
        var first = target.describe(playground.placement(), revision.settings()).load();
        playground.skip(Duration.ofSeconds(5));

        var load = target.describe(playground.placement(), revision.settings()).load();

        assertThat(first.cpuCores()).as("there is nothing to compare with").isNull();
        assertThat(load.cpuCores()).isNotNull().isBetween(0.0, 64.0);
        assertThat(load.memoryBytes()).as("of two JVMs").isGreaterThan(20e6);
        assertThat(load.latencyMillis()).isNotNull().isPositive();
        assertThat(load.requestsPerSecond()).isNull();
    }
}
