package dev.slipway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.testing.BesideOthers;
import dev.slipway.testing.PortalProcess;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Starts, stops and kills the portal as a process of its own. */
@BesideOthers
class PortalProcessIT {

    @TempDir
    Path folder;

    @Test
    void shouldStartAgainOnTheFolderOfAKilledPortal() throws Exception {
        var first = PortalProcess.start(folder, Map.of("SLIPWAY_DEMO", "false"));
        first.kill();

        try (var second = PortalProcess.start(folder, Map.of("SLIPWAY_DEMO", "false"))) {
            assertThat(second.output()).contains("Using the embedded PostgreSQL that already runs");
        }
    }

    @Test
    void productionProfileShouldWriteJsonLines() throws Exception {
        try (var portal =
                PortalProcess.start(folder, Map.of("SLIPWAY_DEMO", "false", "SLIPWAY_PROFILE", "production"))) {
            assertThat(portal.output().lines().filter(line -> line.contains("Started")))
                    .isNotEmpty()
                    .allMatch(line -> line.startsWith("{\"@timestamp\""));
        }
    }

    @Test
    void misspeltVariableShouldStopTheStartWithOneMessage() {
        assertThatThrownBy(() -> PortalProcess.start(folder, Map.of("SLIPWAY_DATBASE_URL", "x")))
                .hasMessageContaining("SLIPWAY_DATBASE_URL is not a variable of Slipway")
                .hasMessageContaining("Did you mean SLIPWAY_DATABASE_URL?")
                .message()
                .doesNotContain("\tat ");
    }
}
