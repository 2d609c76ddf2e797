package simulator.ecs;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import simulator.elb.ProbeAnswer;

/**
 * What a container does once it runs; {@code Behaviour.healthy().printing("ready")}.
 *
 * @param startup until it answers health checks
 * @param answer to health checks, as an HTTP status, once it has started
 * @param sickAfter from when on it answers 503, counted from its start; null for never
 * @param exit how it ends by itself; null for never
 * @param obedient whether it ends on SIGTERM; otherwise it is killed 30 s later
 * @param lines what it prints when it starts, a second apart
 * @param reportedDigest the digest ECS shows for it, when that is not the pulled one
 */
public record Behaviour(
        Duration startup,
        int answer,
        @Nullable Duration sickAfter,
        @Nullable Exit exit,
        boolean obedient,
        List<String> lines,
        @Nullable String reportedDigest) {

    /** Starts within three seconds and stays healthy. */
    public static Behaviour healthy() {
        return new Behaviour(Duration.ofSeconds(3), 200, null, null, true, List.of(), null);
    }

    /** Runs and answers each health check with this status. */
    public static Behaviour neverHealthy(int status) {
        return new Behaviour(Duration.ofSeconds(3), status, null, null, true, List.of(), null);
    }

    /** Ends by itself: a job, or a crash. */
    public static Behaviour exits(int code, Duration after) {
        return healthy()
                .ending(new Exit(code, after, "Essential container in task exited", "EssentialContainerExited"));
    }

    /** Ends without an exit code, as when the host of a Spot task is taken away. */
    public static Behaviour interrupted(Duration after) {
        return healthy().ending(new Exit(null, after, "Your Spot Task was interrupted.", "SpotInterruption"));
    }

    /** Answers health checks only after this long. */
    public Behaviour startingIn(Duration duration) {
        return new Behaviour(duration, answer, sickAfter, exit, obedient, lines, reportedDigest);
    }

    /** Answers health checks with 503 from this long after its start. */
    public Behaviour sickAfter(Duration duration) {
        return new Behaviour(startup, answer, duration, exit, obedient, lines, reportedDigest);
    }

    /** Also prints these lines when it starts. */
    public Behaviour printing(String... more) {
        var all = new ArrayList<>(lines);
        all.addAll(List.of(more));
        return new Behaviour(startup, answer, sickAfter, exit, obedient, List.copyOf(all), reportedDigest);
    }

    /** Ignores SIGTERM. */
    public Behaviour stubborn() {
        return new Behaviour(startup, answer, sickAfter, exit, false, lines, reportedDigest);
    }

    /** Runs with another digest than its task definition asks for. */
    public Behaviour runningAs(String digest) {
        return new Behaviour(startup, answer, sickAfter, exit, obedient, lines, digest);
    }

    private Behaviour ending(Exit end) {
        return new Behaviour(startup, answer, sickAfter, end, obedient, lines, reportedDigest);
    }

    ProbeAnswer answerAt(Instant started, Instant now) {
        if (now.isBefore(started.plus(startup))) {
            return ProbeAnswer.REFUSED;
        }
        return ProbeAnswer.status(sickAfter != null && !now.isBefore(started.plus(sickAfter)) ? 503 : answer);
    }

    /**
     * An end of its own.
     *
     * @param code null when there is none
     * @param reason and {@code stopCode} of the task, in ECS's words
     */
    public record Exit(@Nullable Integer code, Duration after, String reason, String stopCode) {}
}
