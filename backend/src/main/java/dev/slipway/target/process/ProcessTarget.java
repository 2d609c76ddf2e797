package dev.slipway.target.process;

import dev.slipway.artifact.ArtifactStore;
import dev.slipway.target.CancelMode;
import dev.slipway.target.DeployOrder;
import dev.slipway.target.DeploymentId;
import dev.slipway.target.DeploymentRefused;
import dev.slipway.target.DeploymentTarget;
import dev.slipway.target.Finding;
import dev.slipway.target.ForcesUpdate;
import dev.slipway.target.HttpProbe;
import dev.slipway.target.LogSlice;
import dev.slipway.target.Observation;
import dev.slipway.target.Outcome;
import dev.slipway.target.PlacementKey;
import dev.slipway.target.PreChecks;
import dev.slipway.target.Progress;
import dev.slipway.target.Proof;
import dev.slipway.target.RollsBack;
import dev.slipway.target.RunsTasks;
import dev.slipway.target.Scales;
import dev.slipway.target.Secrets;
import dev.slipway.target.SettingProblem;
import dev.slipway.target.StreamsLogs;
import dev.slipway.target.TargetEvent.Level;
import dev.slipway.target.TargetKind;
import dev.slipway.target.TargetSettings;
import dev.slipway.target.TargetUnavailable;
import dev.slipway.target.Verdict;
import dev.slipway.target.process.Deployment.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Runs services as processes of this machine. It has no control plane: {@link #follow} moves a rollout on by small steps,
 * each of them on disk before it acts, so that any portal on the machine can go on where another was killed.
 */
@Component
class ProcessTarget implements DeploymentTarget, RollsBack, ForcesUpdate, RunsTasks, StreamsLogs, PreChecks, Scales {

    static final TargetKind KIND = new TargetKind("process");

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Machine machine;
    private final Cleaning cleaning;
    private final Clock clock;

    ProcessTarget(
            @Value("${slipway.data-dir}") String dataDirectory,
            ArtifactStore store,
            Secrets secrets,
            HttpProbe probe,
            Clock clock) {
        var data = Path.of(dataDirectory).toAbsolutePath();
        this.machine = new Machine(
                data.resolve("processes"), new UnpackedArtifacts(data.resolve("unpacked"), store), secrets, probe);
        this.cleaning = new Cleaning(machine);
        this.clock = clock;
    }

    @Override
    public TargetKind kind() {
        return KIND;
    }

    @Override
    public List<SettingProblem> validate(TargetSettings settings) {
        return ProcessSettings.problems(settings.own());
    }

    @Override
    public List<String> plan(DeployOrder order) throws TargetUnavailable {
        return reading(order.placement(), (_, state) -> Plan.of(order, state));
    }

    @Override
    public DeploymentId deploy(DeployOrder order) throws TargetUnavailable, DeploymentRefused {
        return begin(Kind.DEPLOY, order);
    }

    @Override
    public DeploymentId rollBack(DeployOrder order) throws TargetUnavailable, DeploymentRefused {
        return begin(Kind.ROLLBACK, order);
    }

    @Override
    public DeploymentId forceUpdate(DeployOrder order) throws TargetUnavailable, DeploymentRefused {
        return begin(Kind.FORCE, order);
    }

    private DeploymentId begin(Kind kind, DeployOrder order) throws TargetUnavailable, DeploymentRefused {
        var folder = PlacementFolder.of(machine.processes(), order.placement());
        try (var _ = folder.lock().take(PATIENCE)) {
            return new Beginning(folder, machine, now()).of(kind, order);
        } catch (IOException e) {
            throw unavailable(e);
        }
    }

    @Override
    public Progress follow(PlacementKey placement, DeploymentId id, long after) throws TargetUnavailable {
        var folder = PlacementFolder.of(machine.processes(), placement);
        try (var _ = folder.lock().take(PATIENCE)) {
            var state = folder.read().orElseGet(PlacementState::new);
            var latest = state.latest;
            if (latest == null || !latest.id.equals(id.value())) {
                return ended(folder.archived(id.value()).orElse(null), id, after);
            }
            if (!latest.ended()) {
                var tending = new Tending(folder, state, machine, now());
                new Rollout(tending, latest).advance();
                tending.forgetOld();
                folder.write(state);
            }
            return latest.ended() ? ended(latest, id, after) : Summary.of(state, latest, after);
        } catch (IOException e) {
            throw unavailable(e);
        }
    }

    private Progress ended(@Nullable Deployment deployment, DeploymentId id, long after) {
        if (deployment == null || deployment.verdict == null) {
            return new Progress.Ended(
                    List.of(),
                    new Verdict(Outcome.UNKNOWN, "This machine has no record of deployment " + id, Proof.none(now())));
        }
        var symptom = deployment.verdict.outcome() == Outcome.SUCCEEDED ? null : deployment.symptom;
        return new Progress.Ended(deployment.eventsAfter(after), deployment.verdict, symptom);
    }

    @Override
    public void cancel(PlacementKey placement, DeploymentId id, CancelMode mode) throws TargetUnavailable {
        changing(placement, (folder, state) -> {
            var latest = state.latest;
            if (latest != null && latest.id.equals(id.value()) && !latest.ended() && latest.cancelled != mode) {
                latest.cancelled = mode;
                latest.event(now(), Level.WARN, "Cancel was asked for: " + mode);
                folder.write(state);
            }
        });
    }

    @Override
    public Observation describe(PlacementKey placement, TargetSettings settings) throws TargetUnavailable {
        var desired = validate(settings).isEmpty()
                ? ProcessSettings.of(settings.own()).instances()
                : 0;
        return reading(
                placement,
                (folder, state) -> state.latest == null
                        ? View.nothing(now(), desired)
                        : new View(new Tending(folder, state, machine, now())).observe());
    }

    @Override
    public TaskId start(TaskOrder order) throws TargetUnavailable, DeploymentRefused {
        var folder = PlacementFolder.of(machine.processes(), order.placement());
        try (var _ = folder.lock().take(PATIENCE)) {
            Admission.runnable(order.revision());
            return new Tasks(folder, machine, now()).start(order);
        } catch (IOException e) {
            throw unavailable(e);
        }
    }

    @Override
    public TaskState look(PlacementKey placement, TaskId task) throws TargetUnavailable {
        var folder = PlacementFolder.of(machine.processes(), placement);
        try (var _ = folder.lock().take(PATIENCE)) {
            return new Tasks(folder, machine, now()).look(task);
        } catch (IOException e) {
            throw unavailable(e);
        }
    }

    @Override
    public LogSlice read(PlacementKey placement, TaskId task, long offset, int maxBytes) throws TargetUnavailable {
        try {
            return new Tasks(PlacementFolder.of(machine.processes(), placement), machine, now())
                    .read(task, offset, maxBytes);
        } catch (IOException e) {
            throw unavailable(e);
        }
    }

    @Override
    public void stop(PlacementKey placement, TaskId task) throws TargetUnavailable {
        changing(placement, (folder, _) -> new Tasks(folder, machine, now()).stop(task));
    }

    @Override
    public LogSlice logs(PlacementKey placement, String instance, long offset, int maxBytes) throws TargetUnavailable {
        return reading(placement, (folder, state) -> {
            var found = state.instance(instance)
                    .orElseThrow(() -> new IOException("There is no record of instance " + instance));
            return folder.log(found).read(offset, maxBytes, found.phase == Instance.Phase.ENDED);
        });
    }

    @Override
    public List<Finding> check(DeployOrder order) {
        return new PreCheckList(machine).check(order);
    }

    @Override
    public void scale(PlacementKey placement, int desired) throws TargetUnavailable, DeploymentRefused {
        var folder = PlacementFolder.of(machine.processes(), placement);
        try (var _ = folder.lock().take(PATIENCE)) {
            var state = folder.read().orElseGet(PlacementState::new);
            Admission.scalable(state, desired);
            state.desired = desired;
            new Upkeep(new Tending(folder, state, machine, now())).keep();
        } catch (IOException e) {
            throw unavailable(e);
        }
    }

    /** Looks after every placement that nobody else is at work on. */
    void superviseAll() throws IOException {
        new Rounds(machine, now()).go();
        cleaning.round(now());
    }

    private interface Reading<T> {
        T with(PlacementFolder folder, PlacementState state) throws IOException;
    }

    private <T> T reading(PlacementKey placement, Reading<T> reading) throws TargetUnavailable {
        try {
            var folder = PlacementFolder.of(machine.processes(), placement);
            return reading.with(folder, folder.read().orElseGet(PlacementState::new));
        } catch (IOException e) {
            throw unavailable(e);
        }
    }

    private interface Change {
        void with(PlacementFolder folder, PlacementState state) throws IOException, TargetUnavailable;
    }

    private void changing(PlacementKey placement, Change change) throws TargetUnavailable {
        var folder = PlacementFolder.of(machine.processes(), placement);
        try (var _ = folder.lock().take(PATIENCE)) {
            change.with(folder, folder.read().orElseGet(PlacementState::new));
        } catch (IOException e) {
            throw unavailable(e);
        }
    }

    private static TargetUnavailable unavailable(IOException e) {
        return new TargetUnavailable("This machine could not be asked: " + e.getMessage(), e);
    }

    private Instant now() {
        return clock.instant();
    }
}
