package dev.slipway.approval;

import static dev.slipway.approval.ApprovalEvent.CANCEL;
import static dev.slipway.approval.ApprovalEvent.CHANGE;
import static dev.slipway.approval.ApprovalEvent.EXPIRE;
import static dev.slipway.approval.ApprovalEvent.OBJECT;
import static dev.slipway.approval.ApprovalEvent.QUORUM;
import static dev.slipway.approval.ApprovalEvent.REJECT;
import static dev.slipway.approval.ApprovalEvent.SHORT;
import static dev.slipway.approval.ApprovalEvent.START;

import java.util.Map;
import java.util.Optional;

/** Where one round of approval is in its life. */
public enum ApprovalState {
    /** Too few have approved so far. */
    PENDING,
    /** Somebody who may approve wants something changed first. */
    CHANGES_REQUESTED,
    /** Enough have approved; holds until the job starts, or something changes. */
    APPROVED,
    /** Somebody who may approve said no; the job ends. */
    REJECTED,
    /** Nobody decided in time; the job ends. */
    EXPIRED,
    /** What would happen has changed, so what was approved counts for nothing; a new round asks again. */
    VOID,
    /** Nothing is to be approved any more: the job ended, or the environment no longer asks. */
    WITHDRAWN,
    /** The job has started with exactly what was approved. */
    USED;

    /** The whole life; what is not here is refused. */
    private static final Map<ApprovalState, Map<ApprovalEvent, ApprovalState>> TABLE = Map.of(
            PENDING, decisions(),
            CHANGES_REQUESTED, decisions(),
            APPROVED,
                    Map.of(
                            QUORUM, APPROVED,
                            SHORT, PENDING,
                            OBJECT, CHANGES_REQUESTED,
                            REJECT, REJECTED,
                            CHANGE, VOID,
                            CANCEL, WITHDRAWN,
                            START, USED),
            USED, Map.of(START, USED));

    private static Map<ApprovalEvent, ApprovalState> decisions() {
        return Map.of(
                QUORUM, APPROVED,
                SHORT, PENDING,
                OBJECT, CHANGES_REQUESTED,
                REJECT, REJECTED,
                EXPIRE, EXPIRED,
                CHANGE, VOID,
                CANCEL, WITHDRAWN);
    }

    /** Empty when the event is refused in this state. */
    Optional<ApprovalState> after(ApprovalEvent event) {
        return Optional.ofNullable(TABLE.getOrDefault(this, Map.of()).get(event));
    }

    /** Whether people can still decide. */
    public boolean open() {
        return undecided() || this == APPROVED;
    }

    /** Whether it waits for a person. */
    public boolean undecided() {
        return this == PENDING || this == CHANGES_REQUESTED;
    }
}
