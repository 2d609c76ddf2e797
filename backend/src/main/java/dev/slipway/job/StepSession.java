package dev.slipway.job;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** One attempt of a step run in the hands of this worker: when it is due, whether a call is under way. */
final class StepSession {

    /** How long a call that was told to stop may take before it is interrupted, and after that before it is given up. */
    static final Duration PATIENCE = Duration.ofSeconds(20);

    final int attempt;
    final StepCalls.Desk desk;
    final AtomicBoolean stop = new AtomicBoolean();
    Instant due;
    boolean timedOut;
    boolean cancelling;
    private @Nullable Thread call;
    private @Nullable Instant toldToStop;
    private boolean interrupted;

    /** Whether what it follows has moved since the call that is under way began, which may not have seen it. */
    private boolean moved;

    StepSession(int attempt, StepCalls.Desk desk, Instant due) {
        this.attempt = attempt;
        this.desk = desk;
        this.due = due;
    }

    boolean busy() {
        return call != null;
    }

    void begin(Thread thread) {
        call = thread;
        moved = false;
    }

    /** What it follows has moved: another call makes sense now, or when the one under way has returned. */
    void moved(Instant now) {
        if (busy()) {
            moved = true;
        } else if (due.isAfter(now)) {
            due = now;
        }
    }

    /** When to call again: as the call that returned says, or at once if it may have looked too early. */
    Instant again(Instant until, Instant now) {
        return moved && until.isAfter(now) ? now : until;
    }

    void returned() {
        call = null;
        toldToStop = null;
        interrupted = false;
    }

    void stop(Instant now) {
        stop.set(true);
        if (call != null && toldToStop == null) {
            toldToStop = now;
        }
    }

    /** Interrupts a call that does not stop; true once it must be given up. */
    boolean pressed(Instant now) {
        if (call == null || toldToStop == null) {
            return false;
        }
        var waited = Duration.between(toldToStop, now);
        if (!interrupted && waited.compareTo(PATIENCE) > 0) {
            call.interrupt();
            interrupted = true;
        }
        return waited.compareTo(PATIENCE.multipliedBy(2)) > 0;
    }

    void interrupt() {
        if (call != null) {
            call.interrupt();
        }
    }
}
