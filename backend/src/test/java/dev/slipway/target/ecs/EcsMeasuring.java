package dev.slipway.target.ecs;

import dev.slipway.target.Outcome;
import dev.slipway.target.PlacementKey;
import dev.slipway.target.Progress;
import dev.slipway.target.TargetSettings;
import dev.slipway.target.TargetUnavailable;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Measures the target on the simulated cloud, for the benchmarks. */
public final class EcsMeasuring {

    private static final Duration LOOK = Duration.ofSeconds(15);
    private static final Duration WATCHED = Duration.ofMinutes(5);

    private EcsMeasuring() {}

    /**
     * One deployment in real time.
     *
     * @param rollout what ECS itself took
     * @param overhead from ECS's end to the verdict
     * @param calls to AWS for all of it
     */
    public record Deploy(Duration rollout, Duration overhead, int calls) {}

    /** Deploys once, looking when the target asks to be looked at again. */
    public static Deploy deploy() throws TargetUnavailable {
        try (var stage = new EcsStage()) {
            stage.service().running(stage.reference("1.0.0"));
            stage.cloud.calls().forget();
            try (var drive = stage.cloud.run(1)) {
                var id = stage.deploy("1.1.0");
                var target = stage.target();
                var progress = target.follow(EcsStage.KEY, id, 0);
                while (progress instanceof Progress.UnderWay way) {
                    LockSupport.parkNanos(way.lookAgain().toNanos());
                    progress = target.follow(EcsStage.KEY, id, 0);
                }
                var over = stage.cloud.clock().instant();
                var calls = stage.cloud.calls().count();
                if (!(progress instanceof Progress.Ended ended)
                        || ended.verdict().outcome() != Outcome.SUCCEEDED) {
                    throw new IllegalStateException("The deployment ended otherwise: " + progress);
                }
                var done = stage.client()
                        .listServiceDeployments(one -> one.cluster("prod").service("user"))
                        .join()
                        .serviceDeployments()
                        .getFirst();
                return new Deploy(
                        Duration.between(done.createdAt(), done.finishedAt()),
                        Duration.between(done.finishedAt(), over),
                        calls);
            }
        }
    }

    /** Calls a second to watch so many services that are each looked at every fifteen seconds. */
    public static double callsToWatch(int services) throws TargetUnavailable {
        try (var stage = new EcsStage()) {
            var reference = stage.reference("1.0.0");
            var names = IntStream.range(0, services).mapToObj(i -> "web" + i).toList();
            names.forEach(name -> stage.ecs.service("prod", name).desired(1).create(reference));
            stage.cloud.clock().advance(Duration.ofMinutes(2));
            var target = stage.target();
            // What is seen for the first time costs more, once.
            watch(stage, target, names, Duration.ofMinutes(2));
            stage.cloud.calls().forget();
            watch(stage, target, names, WATCHED);
            return (double) stage.cloud.calls().count() / WATCHED.toSeconds();
        }
    }

    private static void watch(EcsStage stage, EcsTarget target, Iterable<String> names, Duration duration)
            throws TargetUnavailable {
        for (var left = duration; left.isPositive(); left = left.minus(LOOK)) {
            for (var name : names) {
                target.describe(new PlacementKey("shop", "prod", name), settings(stage, name));
            }
            stage.cloud.clock().advance(LOOK);
        }
    }

    private static TargetSettings settings(EcsStage stage, String service) {
        var json = """
            {"region": "eu-central-1", "cluster": "prod", "service": "%s", "desired": 1, "endpoint": "%s"}\
            """.formatted(service, stage.cloud.endpoint());
        return new TargetSettings(JsonMapper.shared().readValue(json, ObjectNode.class));
    }
}
