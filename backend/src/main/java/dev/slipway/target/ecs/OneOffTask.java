package dev.slipway.target.ecs;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A command that runs once, as it is kept in the database: ECS forgets a stopped task after about an hour. */
final class OneOffTask {

    final KeptRevision revision;
    final Duration timeout;

    /** What the task's log stream is called: its group, its prefix and the container. */
    @Nullable
    String definition;

    @Nullable
    String arn;

    @Nullable
    String container;

    @Nullable
    Instant startedAt;

    /** Why it was told to stop; null: it was not. */
    @Nullable
    String stopping;

    @Nullable
    Instant endedAt;

    @Nullable
    Integer exitCode;

    String reason = "";

    /** Whether all it printed has been seen. */
    boolean drained;

    OneOffTask(KeptRevision revision, Duration timeout) {
        this.revision = revision;
        this.timeout = timeout;
    }

    @Nullable
    String id() {
        return arn == null ? null : Arn.name(arn);
    }
}
