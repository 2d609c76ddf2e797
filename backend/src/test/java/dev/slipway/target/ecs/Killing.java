package dev.slipway.target.ecs;

import dev.slipway.job.JobPortal.Told;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import simulator.Api;
import simulator.Call;

/** A job whose portal is killed at one of its calls to AWS, and which another portal goes on with. */
final class Killing {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /** So slow to find others dead that it does not find itself so on a busy machine. */
    private static final Duration FIRST = Duration.ofSeconds(2);

    private static final Duration SECOND = Duration.ofMillis(500);

    /** How long a cloud goes on by itself until the other portal has noticed. */
    private static final Duration UNNOTICED = Duration.ofSeconds(8);

    private Killing() {}

    /**
     * When a portal dies.
     *
     * @param call how many calls it made before that one; 0: none of this name
     * @param name that call
     * @param done whether AWS carried that call out; its answer never arrives
     */
    record Moment(int call, String name, boolean done) {

        @Override
        public String toString() {
            return (done ? "right after " : "right before ") + name + ", its call " + (call + 1);
        }
    }

    /** Brings the cloud into the state in which the job begins. */
    interface Scene {
        void set(EcsStage stage);
    }

    /**
     * Right before each call that follows on another than it did before, and right after those that change something: of
     * one that only asks, it makes no difference whether it was carried out.
     *
     * @param pairs of calls that were had before, which are left out; those of this scene are added
     */
    static List<Moment> moments(Set<String> pairs, Scene scene, String version) {
        try (var stage = new EcsStage();
                var portal = begin(stage, scene)) {
            stage.cloud.calls().forget();
            portal.jobs.end(portal.jobs.deploy("dev", version));
            var calls = stage.cloud.calls().all();
            var moments = new ArrayList<Moment>();
            for (var i = 0; i < calls.size(); i++) {
                var before = i == 0 ? "" : calls.get(i - 1).operation();
                if (pairs.add(before + " " + calls.get(i).operation())) {
                    moments.add(new Moment(i, calls.get(i).operation(), false));
                    if (changes(calls.get(i))) {
                        moments.add(new Moment(i, calls.get(i).operation(), true));
                    }
                }
            }
            return moments;
        }
    }

    private static EcsPortal begin(EcsStage stage, Scene scene) {
        scene.set(stage);
        var portal = new EcsPortal(stage, stage.stored, FIRST);
        // What it proves here is what it may return to.
        portal.jobs.end(portal.jobs.deploy("dev", "1.0.0"));
        return portal;
    }

    /** Plays it; the job is told of by the portal that took over. */
    static Told play(EcsStage stage, Scene scene, String version, Moment moment) throws InterruptedException {
        try (var portal = begin(stage, scene)) {
            stage.cloud.calls().forget();
            var killed = new CountDownLatch(1);
            var faults = stage.cloud.faults();
            var struck = moment.call() == 0 ? faults.on(Api.ECS, moment.name()) : faults.everywhere();
            var rule = struck.after(moment.call()).times(1).telling(() -> {
                portal.die();
                killed.countDown();
            });
            if (moment.done()) {
                rule.answerLost();
            } else {
                rule.unreachable();
            }
            var job = portal.jobs.deploy("dev", version);
            if (!killed.await(PATIENCE.toSeconds(), java.util.concurrent.TimeUnit.SECONDS)) {
                throw new AssertionError("It made no call " + moment);
            }
            stage.cloud.clock().advance(UNNOTICED);
            try (var other = new EcsPortal(stage, stage.stored, SECOND)) {
                return other.jobs.end(job);
            }
        }
    }

    /** How often the service was told to begin a deployment that AWS began. */
    static long begun(EcsStage stage) {
        return stage.client()
                .listServiceDeployments(one -> one.cluster("prod").service("user"))
                .join()
                .serviceDeployments()
                .size();
    }

    private static boolean changes(Call call) {
        var name = call.operation();
        return !name.startsWith("Describe") && !name.startsWith("List") && !name.startsWith("Get");
    }
}
