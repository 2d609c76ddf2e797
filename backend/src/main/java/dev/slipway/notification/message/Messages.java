package dev.slipway.notification.message;

import dev.slipway.notification.Notice;
import dev.slipway.notification.Recorded;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Puts what went on record into words; empty when there is nothing to tell. */
@Component
public class Messages {

    private final JobMessages jobs;
    private final ApprovalMessages approvals;
    private final PortalMessages portal;

    Messages(JobMessages jobs, ApprovalMessages approvals, PortalMessages portal) {
        this.jobs = jobs;
        this.approvals = approvals;
        this.portal = portal;
    }

    public Mono<Notice> of(Recorded recorded) {
        var family = recorded.action().substring(0, recorded.action().indexOf('.'));
        return switch (family) {
            case "job", "glass", "freeze" -> jobs.of(recorded);
            case "approval" -> approvals.of(recorded);
            default -> Mono.justOrEmpty(portal.of(recorded));
        };
    }
}
