package dev.slipway.target.ecs;

import dev.slipway.aws.Aws;
import dev.slipway.aws.AwsUnavailable;
import dev.slipway.aws.Tally;
import dev.slipway.target.CancelMode;
import dev.slipway.target.DeployOrder;
import dev.slipway.target.DeploymentId;
import dev.slipway.target.DeploymentRefused;
import dev.slipway.target.DeploymentTarget;
import dev.slipway.target.Deviation;
import dev.slipway.target.Fact;
import dev.slipway.target.Finding;
import dev.slipway.target.ForcesUpdate;
import dev.slipway.target.KnowsCurrent;
import dev.slipway.target.LogSlice;
import dev.slipway.target.Measured;
import dev.slipway.target.Observation;
import dev.slipway.target.Outcome;
import dev.slipway.target.PlacementKey;
import dev.slipway.target.PreChecks;
import dev.slipway.target.Progress;
import dev.slipway.target.Proof;
import dev.slipway.target.ResolvesSecrets;
import dev.slipway.target.Revision;
import dev.slipway.target.RollsBack;
import dev.slipway.target.RunsTasks;
import dev.slipway.target.Scales;
import dev.slipway.target.SecretReference;
import dev.slipway.target.SettingProblem;
import dev.slipway.target.ShiftsTraffic;
import dev.slipway.target.Size;
import dev.slipway.target.StreamsLogs;
import dev.slipway.target.TargetKind;
import dev.slipway.target.TargetSettings;
import dev.slipway.target.TargetUnavailable;
import dev.slipway.target.TellsDrift;
import dev.slipway.target.TellsFacts;
import dev.slipway.target.TellsLoad;
import dev.slipway.target.TellsMore;
import dev.slipway.target.TellsSize;
import dev.slipway.target.Verdict;
import dev.slipway.target.ecs.EcsDeployment.Kind;
import dev.slipway.target.ecs.Ledger.Overtaken;
import dev.slipway.target.ecs.Ledger.Page;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/**
 * Runs services on Amazon ECS. Success is never "services stable": it is this deployment, finished, with the release's
 * digests running and their targets healthy.
 */
@Component
class EcsTarget
        implements DeploymentTarget,
                RollsBack,
                ForcesUpdate,
                KnowsCurrent,
                TellsFacts,
                TellsMore,
                TellsDrift,
                TellsSize,
                TellsLoad,
                RunsTasks,
                StreamsLogs,
                PreChecks,
                Scales,
                ShiftsTraffic,
                ResolvesSecrets {

    static final TargetKind KIND = new TargetKind("ecs");

    private final Cloud cloud;
    private final Ledger ledger;
    private final TaskLogs logs;
    private final EcsAdvice advice;
    private final Fleet fleet;
    private final ServiceLoads loads;
    private final Deviating deviating;
    private final Wakeups wakeups;
    private final Clock clock;

    EcsTarget(Cloud cloud, Ledger ledger, EcsAdvice advice, Wakeups wakeups, Clock clock) {
        this.cloud = cloud;
        this.ledger = ledger;
        this.logs = new TaskLogs(cloud);
        this.advice = advice;
        this.wakeups = wakeups;
        this.fleet = new Fleet(cloud);
        this.loads = new ServiceLoads(cloud, fleet);
        this.deviating = new Deviating(cloud, ledger);
        this.clock = clock;
    }

    @Override
    public TargetKind kind() {
        return KIND;
    }

    @Override
    public List<SettingProblem> validate(TargetSettings settings) {
        return EcsSettings.problems(settings);
    }

    @Override
    public List<String> plan(DeployOrder order) throws TargetUnavailable {
        return asking(() -> new Plan(cloud, ledger, now()).of(order));
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
        return changing(() -> new Beginning(cloud, ledger, now()).of(kind, order));
    }

    @Override
    public Progress follow(PlacementKey placement, DeploymentId id, long after) throws TargetUnavailable {
        return asking(() -> {
            var page = ledger.deployment(placement, id.value());
            if (page.isEmpty()) {
                return unknown(id);
            }
            var look = look(placement, page.get());
            if (!page.get().content.ended()) {
                counted(look, new Following(look, logs)::advance);
            }
            return look.progress(after);
        });
    }

    @Override
    public boolean runsAlready(DeployOrder order) throws TargetUnavailable {
        return asking(() -> new Plan(cloud, ledger, now()).isCurrent(order));
    }

    @Override
    public List<Fact> facts(PlacementKey placement, DeploymentId id) throws TargetUnavailable {
        return asking(() -> ledger.deployment(placement, id.value())
                .map(page -> page.content.facts())
                .orElse(List.of()));
    }

    @Override
    public List<Fact> more(PlacementKey placement, TargetSettings settings) throws TargetUnavailable {
        return asking(() -> validate(settings).isEmpty()
                ? new Particulars(cloud, EcsSettings.of(settings).place()).facts()
                : List.of());
    }

    @Override
    public Optional<Size> size(PlacementKey placement, TargetSettings settings) throws TargetUnavailable {
        return asking(() -> sizing(settings).now());
    }

    @Override
    public Optional<Size> sizeAfter(PlacementKey placement, TargetSettings settings) throws TargetUnavailable {
        return asking(() -> sizing(settings).after());
    }

    /** Settings that were stored are valid; a placement that is being written is not asked about. */
    private Sizing sizing(TargetSettings settings) {
        return new Sizing(cloud, new Starting(cloud, ledger, now()), EcsSettings.of(settings));
    }

    private Progress unknown(DeploymentId id) {
        return new Progress.Ended(
                List.of(),
                new Verdict(Outcome.UNKNOWN, "This portal has no record of deployment " + id, Proof.none(now())));
    }

    @Override
    public void cancel(PlacementKey placement, DeploymentId id, CancelMode mode) throws TargetUnavailable {
        asking(() -> {
            var page = ledger.deployment(placement, id.value()).filter(one -> !one.content.ended());
            if (page.isPresent() && page.get().content.cancelled == null) {
                var look = look(placement, page.get());
                counted(look, () -> new Deciding(look).cancel(mode));
            }
            return true;
        });
    }

    @Override
    public void decide(PlacementKey placement, DeploymentId id, String key, Decision decision)
            throws TargetUnavailable {
        asking(() -> {
            var page = ledger.deployment(placement, id.value()).filter(one -> !one.content.ended());
            if (page.isPresent()) {
                var look = look(placement, page.get());
                counted(look, () -> new Deciding(look).decide(key, decision));
            }
            return true;
        });
    }

    private Look look(PlacementKey placement, Page<EcsDeployment> page) {
        return new Look(cloud, ledger, placement, page, now());
    }

    private interface Step {
        void take() throws AwsUnavailable, Overtaken, DeploymentRefused;
    }

    /** Keeps what the step came to, also when AWS stopped answering half-way through it. */
    private void counted(Look look, Step step) throws AwsUnavailable, Overtaken {
        var deployment = look.deployment;
        var tally = new Tally();
        try {
            tally.<Boolean, Exception>counting(() -> {
                step.take();
                return true;
            });
        } catch (AwsUnavailable | Overtaken | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        } finally {
            deployment.calls += tally.total();
        }
        deployment.closing(now());
        ledger.keep(look.key, look.page);
        var settings = deployment.forward.revision.ecs();
        if (look.seen == null) {
            fleet.stir(settings.place());
        } else {
            fleet.saw(settings.place(), look.seen, look.now);
        }
        if (!deployment.ended()) {
            wakeups.followed(settings);
        }
    }

    @Override
    public Observation describe(PlacementKey placement, TargetSettings settings) throws TargetUnavailable {
        return asking(() -> {
            if (!validate(settings).isEmpty()) {
                return View.nothing(now(), 0);
            }
            ledger.place(placement, settings);
            var read = EcsSettings.of(settings);
            return fleet.look(read, now());
        });
    }

    @Override
    public String measuredBy() {
        return "CloudWatch";
    }

    @Override
    public Map<PlacementKey, Measured> load(Map<PlacementKey, TargetSettings> placements) {
        var places = new LinkedHashMap<PlacementKey, EcsSettings.Place>();
        placements.forEach((key, settings) -> {
            if (validate(settings).isEmpty()) {
                places.put(key, EcsSettings.of(settings).place());
            }
        });
        return loads.of(places, now());
    }

    @Override
    public List<Deviation> deviations(PlacementKey placement, Revision proven, Observation seen)
            throws TargetUnavailable {
        return asking(() -> {
            if (!validate(proven.settings()).isEmpty()) {
                return List.of();
            }
            var service = fleet.known(EcsSettings.of(proven.settings()).place());
            return service.isPresent() ? deviating.of(placement, proven, service.get()) : List.of();
        });
    }

    @Override
    public TaskId start(TaskOrder order) throws TargetUnavailable, DeploymentRefused {
        return changing(() -> new TaskId(Objects.requireNonNull(
                new OneOffTasks(cloud, ledger, logs, now()).start(order).id())));
    }

    @Override
    public TaskState look(PlacementKey placement, TaskId task) throws TargetUnavailable {
        return asking(() -> new OneOffTasks(cloud, ledger, logs, now()).look(placement, task(placement, task)));
    }

    @Override
    public LogSlice read(PlacementKey placement, TaskId task, long offset, int maxBytes) throws TargetUnavailable {
        return asking(() ->
                new OneOffTasks(cloud, ledger, logs, now()).read(task(placement, task).content, offset, maxBytes));
    }

    @Override
    public void stop(PlacementKey placement, TaskId task) throws TargetUnavailable {
        asking(() -> {
            new OneOffTasks(cloud, ledger, logs, now())
                    .stop(placement, task(placement, task), "Stopped when it was asked to");
            return true;
        });
    }

    private Page<OneOffTask> task(PlacementKey placement, TaskId task) throws TargetUnavailable {
        return ledger.task(placement, task.value())
                .orElseThrow(() -> new TargetUnavailable("This portal has no record of task " + task.value()));
    }

    @Override
    public LogSlice logs(PlacementKey placement, String instance, long offset, int maxBytes) throws TargetUnavailable {
        return asking(() -> {
            var settings = ledger.place(placement)
                    .map(EcsSettings::of)
                    .orElseThrow(() -> new TargetUnavailable("Nothing is known of " + placement + " yet"));
            return new InstanceLog(cloud, logs, now()).read(settings, instance, offset, maxBytes);
        });
    }

    @Override
    public List<Finding> check(DeployOrder order) {
        return advice.check(order);
    }

    @Override
    public boolean resolves(SecretReference reference) {
        return NextRevision.isResolvedByEcs(reference);
    }

    @Override
    public void scale(PlacementKey placement, int desired) throws TargetUnavailable, DeploymentRefused {
        changing(() -> {
            var settings = ledger.place(placement)
                    .map(EcsSettings::of)
                    .orElseThrow(() -> new DeploymentRefused("Nothing runs here that could be scaled; deploy first"));
            new Scaling(cloud, ledger).scale(placement, settings, desired);
            fleet.stir(settings.place());
            return true;
        });
    }

    private interface Question<T> {
        T ask() throws AwsUnavailable, DeploymentRefused, Overtaken, TargetUnavailable;
    }

    /** A question: whatever AWS refuses, what is asked about is unknown until it answers. */
    private <T> T asking(Question<T> question) throws TargetUnavailable {
        try {
            return changing(question);
        } catch (DeploymentRefused e) {
            throw new TargetUnavailable(String.valueOf(e.getMessage()), e);
        }
    }

    /** A change: what AWS refuses, it refuses for good. */
    private <T> T changing(Question<T> change) throws TargetUnavailable, DeploymentRefused {
        try {
            return change.ask();
        } catch (AwsUnavailable e) {
            throw new TargetUnavailable(String.valueOf(e.getMessage()), e);
        } catch (Overtaken e) {
            throw new TargetUnavailable(String.valueOf(e.getMessage()), e);
        } catch (AwsServiceException e) {
            throw new DeploymentRefused(Aws.told(e));
        } catch (DataAccessException e) {
            throw new TargetUnavailable("The portal's database does not answer: " + e.getMessage(), e);
        }
    }

    private Instant now() {
        return clock.instant();
    }
}
