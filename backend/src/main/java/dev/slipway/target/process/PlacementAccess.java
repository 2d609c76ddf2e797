package dev.slipway.target.process;

import dev.slipway.target.DeploymentRefused;
import dev.slipway.target.PlacementKey;
import dev.slipway.target.TargetUnavailable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The ways to the state of a placement.
 *
 * @param processes folder of all placements
 */
record PlacementAccess(Path processes) {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    interface Reading<T> {
        T with(PlacementFolder folder, PlacementState state) throws IOException, TargetUnavailable;
    }

    interface Beginning<T> {
        T with(PlacementFolder folder) throws IOException, TargetUnavailable, DeploymentRefused;
    }

    interface Change<T> {
        T with(PlacementFolder folder) throws IOException, TargetUnavailable;
    }

    /** Without its lock: as it was last written. */
    <T> T reading(PlacementKey placement, Reading<T> reading) throws TargetUnavailable {
        try {
            var folder = PlacementFolder.of(processes, placement);
            return reading.with(folder, folder.read().orElseGet(PlacementState::new));
        } catch (IOException e) {
            throw unavailable(e);
        }
    }

    /** With its lock, for what may be refused. */
    <T> T beginning(PlacementKey placement, Beginning<T> beginning) throws TargetUnavailable, DeploymentRefused {
        var folder = PlacementFolder.of(processes, placement);
        try (var _ = folder.lock().take(PATIENCE)) {
            return beginning.with(folder);
        } catch (IOException e) {
            throw unavailable(e);
        }
    }

    /** With its lock. */
    <T> T changing(PlacementKey placement, Change<T> change) throws TargetUnavailable {
        var folder = PlacementFolder.of(processes, placement);
        try (var _ = folder.lock().take(PATIENCE)) {
            return change.with(folder);
        } catch (IOException e) {
            throw unavailable(e);
        }
    }

    private static TargetUnavailable unavailable(IOException e) {
        return new TargetUnavailable("This machine could not be asked: " + e.getMessage(), e);
    }
}
