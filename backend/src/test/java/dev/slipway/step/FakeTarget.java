package dev.slipway.step;

import dev.slipway.target.CancelMode;
import dev.slipway.target.DeployOrder;
import dev.slipway.target.DeploymentId;
import dev.slipway.target.DeploymentRefused;
import dev.slipway.target.DeploymentTarget;
import dev.slipway.target.Fact;
import dev.slipway.target.Finding;
import dev.slipway.target.ForcesUpdate;
import dev.slipway.target.Health;
import dev.slipway.target.KnowsCurrent;
import dev.slipway.target.LogSlice;
import dev.slipway.target.Observation;
import dev.slipway.target.Outcome;
import dev.slipway.target.PlacementKey;
import dev.slipway.target.PreChecks;
import dev.slipway.target.Progress;
import dev.slipway.target.Proof;
import dev.slipway.target.RollsBack;
import dev.slipway.target.RunsTasks;
import dev.slipway.target.SettingProblem;
import dev.slipway.target.TargetEvent;
import dev.slipway.target.TargetKind;
import dev.slipway.target.TargetSettings;
import dev.slipway.target.TargetUnavailable;
import dev.slipway.target.TellsFacts;
import dev.slipway.target.Verdict;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A target that does what a test says, and counts what was really begun. */
class FakeTarget implements DeploymentTarget, ForcesUpdate, RollsBack, RunsTasks, PreChecks, KnowsCurrent, TellsFacts {

    static final Instant SEEN = Instant.parse("2026-11-22T10:00:00Z");

    final Map<String, DeploymentId> begun = new LinkedHashMap<>();
    final Map<String, String> tasks = new LinkedHashMap<>();
    final List<Finding> findings = new ArrayList<>();
    final List<String> calls = new ArrayList<>();
    final List<DeployOrder> orders = new ArrayList<>();
    final Map<DeploymentId, CancelMode> cancelled = new HashMap<>();
    final Map<DeploymentId, Outcome> good = new HashMap<>();

    /** So many looks find it under way. */
    int looks = 2;

    boolean reachable = true;

    /** Whether what is asked for runs already. */
    boolean current;

    /** Whether it was asked to replace every instance. */
    boolean forced;

    List<Fact> facts = List.of();
    boolean refuses;
    boolean stubborn;

    /** The outcome a test wants; null: the good one. */
    @Nullable
    Outcome outcome;

    Progress.@Nullable Symptom symptom;

    @Nullable
    Proof proof;

    @Nullable
    Observation observation;

    /** Exit code of the task once it has ended; null: it runs on. */
    @Nullable
    Integer taskExit = 0;

    String taskOutput = "";

    private void ask(String call) throws TargetUnavailable {
        calls.add(call);
        if (!reachable) {
            throw new TargetUnavailable("connection refused");
        }
    }

    private DeploymentId begin(DeployOrder order, Outcome success) throws TargetUnavailable, DeploymentRefused {
        ask("begin");
        if (refuses) {
            throw new DeploymentRefused("no room");
        }
        orders.add(order);
        var id = begun.computeIfAbsent(order.token(), token -> new DeploymentId("d-" + (begun.size() + 1)));
        good.put(id, success);
        running = order;
        return id;
    }

    private @Nullable DeployOrder running;

    @Override
    public TargetKind kind() {
        return new TargetKind("fake");
    }

    @Override
    public List<SettingProblem> validate(TargetSettings settings) {
        return List.of();
    }

    @Override
    public List<String> plan(DeployOrder order) throws TargetUnavailable {
        ask("plan");
        return List.of("Start 2 instances of " + order.revision().version());
    }

    @Override
    public DeploymentId deploy(DeployOrder order) throws TargetUnavailable, DeploymentRefused {
        return begin(order, Outcome.SUCCEEDED);
    }

    @Override
    public boolean runsAlready(DeployOrder order) throws TargetUnavailable {
        ask("runs already");
        return current;
    }

    @Override
    public List<Fact> facts(PlacementKey placement, DeploymentId deployment) {
        return facts;
    }

    @Override
    public DeploymentId forceUpdate(DeployOrder order) throws TargetUnavailable, DeploymentRefused {
        forced = true;
        return begin(order, Outcome.SUCCEEDED);
    }

    @Override
    public DeploymentId rollBack(DeployOrder order) throws TargetUnavailable, DeploymentRefused {
        return begin(order, Outcome.ROLLED_BACK);
    }

    @Override
    public Progress follow(PlacementKey placement, DeploymentId deployment, long after) throws TargetUnavailable {
        ask("follow");
        var mode = cancelled.get(deployment);
        if (mode != null && !stubborn) {
            return new Progress.Ended(
                    List.of(),
                    new Verdict(
                            mode == CancelMode.ROLL_BACK ? Outcome.ROLLED_BACK : Outcome.CANCELLED,
                            mode + " as asked",
                            Proof.none(SEEN)));
        }
        if (stubborn || after < looks) {
            return new Progress.UnderWay(List.of(event(after + 1)), 0.5, "1/2 healthy", Duration.ofSeconds(1));
        }
        var ended = outcome == null ? good.getOrDefault(deployment, Outcome.SUCCEEDED) : outcome;
        return new Progress.Ended(
                List.of(event(after + 1)),
                new Verdict(ended, "It ended " + ended, proof == null ? proof(deployment) : proof),
                symptom);
    }

    private static TargetEvent event(long cursor) {
        return new TargetEvent(cursor, SEEN, TargetEvent.Level.INFO, "event " + cursor);
    }

    Proof proof(DeploymentId deployment) {
        var revision = java.util.Objects.requireNonNull(running).revision();
        var digest = revision.artifacts().getFirst().digest();
        return new Proof(
                deployment,
                revision.version(),
                1,
                List.of(new Proof.Running("web-1", digest, Health.HEALTHY, "200 in 4 ms")),
                SEEN);
    }

    @Override
    public void cancel(PlacementKey placement, DeploymentId deployment, CancelMode mode) throws TargetUnavailable {
        ask("cancel");
        cancelled.put(deployment, mode);
    }

    @Override
    public Observation describe(PlacementKey placement, TargetSettings settings) throws TargetUnavailable {
        ask("describe");
        return observation == null ? seen("1.1.0", Health.HEALTHY, null) : observation;
    }

    /** One instance. */
    static Observation seen(String version, Health health, @Nullable String address) {
        var instance = new Observation.Instance(
                "web-1",
                version,
                InMemoryStepContext.digest(version),
                health,
                health == Health.HEALTHY ? "200 in 4 ms" : "503 in 9 ms",
                SEEN,
                0,
                null,
                address);
        return new Observation(SEEN, health, 1, 1, 0, version, new DeploymentId("d-1"), false, List.of(instance), "");
    }

    @Override
    public List<Finding> check(DeployOrder order) {
        return findings;
    }

    @Override
    public TaskId start(TaskOrder order) throws TargetUnavailable, DeploymentRefused {
        ask("start");
        if (refuses) {
            throw new DeploymentRefused("no room");
        }
        return new TaskId(tasks.computeIfAbsent(order.token(), token -> "t-" + (tasks.size() + 1)));
    }

    private int taskLooks;
    private boolean taskStopped;

    @Override
    public TaskState look(PlacementKey placement, TaskId task) throws TargetUnavailable {
        ask("look");
        if (taskStopped && !stubborn) {
            return new TaskState(true, 143, "stopped", SEEN);
        }
        return taskExit == null || taskLooks++ < looks
                ? new TaskState(false, null, "", null)
                : new TaskState(true, taskExit, "", SEEN);
    }

    @Override
    public LogSlice read(PlacementKey placement, TaskId task, long offset, int maxBytes) throws TargetUnavailable {
        ask("read");
        var all = taskOutput.getBytes(StandardCharsets.UTF_8);
        var from = (int) Math.min(offset, all.length);
        return new LogSlice(Arrays.copyOfRange(all, from, all.length), all.length, true);
    }

    @Override
    public void stop(PlacementKey placement, TaskId task) throws TargetUnavailable {
        ask("stop");
        taskStopped = true;
    }
}
