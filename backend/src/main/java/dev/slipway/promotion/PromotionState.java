package dev.slipway.promotion;

import static dev.slipway.promotion.PromotionEvent.JOB_CANCELLED;
import static dev.slipway.promotion.PromotionEvent.JOB_EXPIRED;
import static dev.slipway.promotion.PromotionEvent.JOB_FAILED;
import static dev.slipway.promotion.PromotionEvent.JOB_REFUSED;
import static dev.slipway.promotion.PromotionEvent.JOB_REJECTED;
import static dev.slipway.promotion.PromotionEvent.JOB_ROLLED_BACK;
import static dev.slipway.promotion.PromotionEvent.JOB_RUNS;
import static dev.slipway.promotion.PromotionEvent.JOB_SUCCEEDED;
import static dev.slipway.promotion.PromotionEvent.JOB_UNKNOWN;
import static dev.slipway.promotion.PromotionEvent.JOB_VOID;
import static dev.slipway.promotion.PromotionEvent.JOB_WAITS;
import static dev.slipway.promotion.PromotionEvent.SUPERSEDE;
import static dev.slipway.promotion.PromotionEvent.WITHDRAW;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Where a promotion is in its life. It follows its job; what a job came to is never hidden by what people asked for. */
public enum PromotionState {
    /** Asked for; its job has not started, because a gate, a lock or the queue keeps it. */
    WAITING,
    /** Its job is at work. */
    RUNNING,
    /** The release runs in the environment, and that is proven. */
    SHIPPED,
    /** The environment was returned to what ran before. */
    ROLLED_BACK,
    FAILED,
    /** Somebody who may approve said no; nothing was changed. */
    REJECTED,
    /** Nobody decided in time; nothing was changed. */
    EXPIRED,
    /** Something else would have happened than what was approved; nothing was changed. */
    VOID,
    /** Another gate said no for good; nothing was changed. */
    REFUSED,
    /** The job was cancelled by somebody. */
    CANCELLED,
    /** How it ended could not be proven. */
    UNKNOWN,
    /** Taken back by somebody before its job started. */
    WITHDRAWN,
    /** A newer promotion took its place before its job started. */
    SUPERSEDED;

    private static final Map<PromotionState, Map<PromotionEvent, PromotionState>> TABLE = table();

    /** What it becomes; empty when the event is refused in this state. */
    public Optional<PromotionState> on(PromotionEvent event) {
        return Optional.ofNullable(TABLE.getOrDefault(this, Map.of()).get(event));
    }

    /** Whether nothing will happen any more. */
    public boolean over() {
        return this != WAITING && this != RUNNING;
    }

    /** As people read it: {@code rolled back}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static Map<PromotionState, Map<PromotionEvent, PromotionState>> table() {
        var table = new EnumMap<PromotionState, Map<PromotionEvent, PromotionState>>(PromotionState.class);
        table.put(
                WAITING,
                following(Map.of(
                        JOB_WAITS, WAITING,
                        JOB_RUNS, RUNNING,
                        JOB_CANCELLED, CANCELLED,
                        WITHDRAW, WITHDRAWN,
                        SUPERSEDE, SUPERSEDED)));
        // a running job that waits for a time, a lock or a person is still at work
        table.put(RUNNING, following(Map.of(JOB_WAITS, RUNNING, JOB_RUNS, RUNNING, JOB_CANCELLED, CANCELLED)));
        // the job may have started in the moment in which it was taken back: then what it came to counts
        for (var back : List.of(WITHDRAWN, SUPERSEDED)) {
            var row = following(Map.of(JOB_WAITS, back, JOB_RUNS, back, JOB_CANCELLED, back));
            List.of(JOB_REJECTED, JOB_EXPIRED, JOB_VOID, JOB_REFUSED).forEach(event -> row.put(event, back));
            table.put(back, row);
        }
        return table;
    }

    /** With what a job that was not cancelled comes to. */
    private static Map<PromotionEvent, PromotionState> following(Map<PromotionEvent, PromotionState> row) {
        var all = new EnumMap<PromotionEvent, PromotionState>(row);
        all.put(JOB_SUCCEEDED, SHIPPED);
        all.put(JOB_ROLLED_BACK, ROLLED_BACK);
        all.put(JOB_FAILED, FAILED);
        all.put(JOB_REJECTED, REJECTED);
        all.put(JOB_EXPIRED, EXPIRED);
        all.put(JOB_VOID, VOID);
        all.put(JOB_REFUSED, REFUSED);
        all.put(JOB_UNKNOWN, UNKNOWN);
        return all;
    }
}
