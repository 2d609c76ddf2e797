package dev.slipway.target.process;

import dev.slipway.artifact.ArtifactStore;
import dev.slipway.target.CancelMode;
import dev.slipway.target.DeployOrder;
import dev.slipway.target.DeploymentId;
import dev.slipway.target.DeploymentRefused;
import dev.slipway.target.DeploymentTarget;
import dev.slipway.target.Deviation;
import dev.slipway.target.Finding;
import dev.slipway.target.ForcesUpdate;
import dev.slipway.target.HttpProbe;
import dev.slipway.target.LogSlice;
import dev.slipway.target.Observation;
import dev.slipway.target.PlacementKey;
import dev.slipway.target.PreChecks;
import dev.slipway.target.Progress;
import dev.slipway.target.Revision;
import dev.slipway.target.RollsBack;
import dev.slipway.target.RunsTasks;
import dev.slipway.target.Scales;
import dev.slipway.target.Secrets;
import dev.slipway.target.SettingProblem;
import dev.slipway.target.StreamsLogs;
import dev.slipway.target.TargetKind;
import dev.slipway.target.TargetSettings;
import dev.slipway.target.TargetUnavailable;
import dev.slipway.target.TellsDrift;
import dev.slipway.target.process.Deployment.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Runs services as processes of this machine. It has no control plane: {@link #follow} moves a rollout on by small steps,
 * each of them on disk before it acts, so that any portal on the machine can go on where another was killed.
 */
@Component
class ProcessTarget
        implements DeploymentTarget, RollsBack, ForcesUpdate, RunsTasks, StreamsLogs, PreChecks, Scales, TellsDrift {

    static final TargetKind KIND = new TargetKind("process");

    private final Machine machine;
    private final PlacementAccess placements;
    private final Cleaning cleaning;
    private final WatchedFiles files;
    private final Loads loads = new Loads();
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
        this.placements = new PlacementAccess(machine.processes());
        this.cleaning = new Cleaning(machine);
        this.files = new WatchedFiles(machine.artifacts());
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
        return placements.reading(order.placement(), (_, state) -> Plan.of(order, state));
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
        return placements.beginning(order.placement(), folder -> new Beginning(folder, machine, now()).of(kind, order));
    }

    @Override
    public Progress follow(PlacementKey placement, DeploymentId id, long after) throws TargetUnavailable {
        return placements.changing(placement, folder -> new FollowUp(folder, machine, now()).of(id, after));
    }

    @Override
    public void cancel(PlacementKey placement, DeploymentId id, CancelMode mode) throws TargetUnavailable {
        placements.changing(placement, folder -> {
            new FollowUp(folder, machine, now()).cancel(id, mode);
            return true;
        });
    }

    @Override
    public Observation describe(PlacementKey placement, TargetSettings settings) throws TargetUnavailable {
        var desired = validate(settings).isEmpty()
                ? ProcessSettings.of(settings.own()).instances()
                : 0;
        return placements.reading(
                placement,
                (folder, state) -> state.latest == null
                        ? View.nothing(now(), desired)
                        : new View(new Tending(folder, state, machine, now()), loads).observe());
    }

    @Override
    public List<Deviation> deviations(PlacementKey placement, Revision proven, Observation seen)
            throws TargetUnavailable {
        // What was proven may be of another target: the definition has changed since.
        if (!validate(proven.settings()).isEmpty() || !StoredRevision.of(proven).hasArtifact()) {
            return List.of();
        }
        return placements.reading(
                placement, (folder, state) -> new Deviating(folder, state, files, now()).from(proven));
    }

    @Override
    public TaskId start(TaskOrder order) throws TargetUnavailable, DeploymentRefused {
        return placements.beginning(order.placement(), folder -> {
            Admission.runnable(order.revision());
            return new Tasks(folder, machine, now()).start(order);
        });
    }

    @Override
    public TaskState look(PlacementKey placement, TaskId task) throws TargetUnavailable {
        return placements.changing(placement, folder -> new Tasks(folder, machine, now()).look(task));
    }

    @Override
    public LogSlice read(PlacementKey placement, TaskId task, long offset, int maxBytes) throws TargetUnavailable {
        return placements.reading(
                placement, (folder, _) -> new Tasks(folder, machine, now()).read(task, offset, maxBytes));
    }

    @Override
    public void stop(PlacementKey placement, TaskId task) throws TargetUnavailable {
        placements.changing(placement, folder -> {
            new Tasks(folder, machine, now()).stop(task);
            return true;
        });
    }

    @Override
    public LogSlice logs(PlacementKey placement, String instance, long offset, int maxBytes) throws TargetUnavailable {
        return placements.reading(placement, (folder, state) -> {
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
        placements.beginning(placement, folder -> {
            var state = folder.read().orElseGet(PlacementState::new);
            Admission.scalable(state, desired);
            state.desired = desired;
            new Upkeep(new Tending(folder, state, machine, now())).keep();
            return true;
        });
    }

    /** Looks after every placement that nobody else is at work on. */
    void superviseAll() throws IOException {
        new Rounds(machine, now()).go();
        cleaning.round(now());
    }

    private Instant now() {
        return clock.instant();
    }
}
