package dev.slipway.notification;

import java.util.Arrays;
import java.util.Optional;

/** What can be told. */
public enum Kind {
    JOB_REQUESTED("job.requested", "A job was asked for"),
    JOB_STARTED("job.started", "A job that waited has started"),
    JOB_ENDED("job.ended", "A job has ended"),
    JOB_QUESTION("job.question", "A job waits for an answer"),
    APPROVAL_ASKED("approval.asked", "Approval is asked for"),
    APPROVAL_REMINDER("approval.reminder", "An approval still waits"),
    APPROVAL_GRANTED("approval.granted", "An approval was granted"),
    APPROVAL_REJECTED("approval.rejected", "An approval was rejected or expired"),
    APPROVAL_VOID("approval.void", "An approval is void: something else would happen"),
    GLASS_BROKEN("glass.broken", "Somebody broke the glass"),
    GLASS_REVIEWED("glass.reviewed", "Broken glass was reviewed"),
    FREEZE_OVERRIDDEN("freeze.overridden", "A freeze was overridden"),
    EVERYTHING_STOPPED("everything.stopped", "Everything was stopped"),
    EVERYTHING_RESUMED("everything.resumed", "Everything may go on"),
    ALERT_OPENED("alert.opened", "An alert has opened"),
    ALERT_ACKNOWLEDGED("alert.acknowledged", "Somebody looks after an alert"),
    ALERT_RESOLVED("alert.resolved", "An alert is over"),
    TEST("test", "A test of the channel");

    private final String key;
    private final String title;

    Kind(String key, String title) {
        this.key = key;
        this.title = title;
    }

    /** As routes, webhooks and the API have it. */
    public String key() {
        return key;
    }

    /** What people read. */
    public String title() {
        return title;
    }

    public static Optional<Kind> of(String key) {
        return Arrays.stream(values()).filter(kind -> kind.key.equals(key)).findFirst();
    }
}
