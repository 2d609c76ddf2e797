package dev.slipway.notification.alert;

import dev.slipway.approval.BreakGlass;
import dev.slipway.approval.BrokenGlass;
import dev.slipway.notification.Severity;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;

/** Glass that was broken, and that nobody has reviewed in time. */
@Component
class ReviewRule implements AlertRule {

    private final BreakGlass glass;

    ReviewRule(BreakGlass glass) {
        this.glass = glass;
    }

    @Override
    public String name() {
        return "review-overdue";
    }

    @Override
    public List<Wrong> look(Instant now) {
        return glass.open()
                .filter(broken -> broken.overdue(now))
                .map(ReviewRule::wrong)
                .collectList()
                .blockOptional()
                .orElseThrow();
    }

    private static Wrong wrong(BrokenGlass broken) {
        var subject = broken.subject();
        return new Wrong(
                Long.toString(broken.id()),
                Severity.WARNING,
                new Place(subject.project(), subject.environment()),
                "Review overdue: " + subject.title(),
                broken.breaking().by().name() + " broke the glass past " + String.join(", ", broken.gates()) + ": "
                        + broken.breaking().reason(),
                "/reviews");
    }
}
