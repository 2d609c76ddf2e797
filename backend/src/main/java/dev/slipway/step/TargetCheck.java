package dev.slipway.step;

import static dev.slipway.target.Finding.Result.UNKNOWN;

import dev.slipway.job.spi.StepContext;
import dev.slipway.target.DeployOrder;
import dev.slipway.target.Finding;
import dev.slipway.target.PreChecks;
import java.time.Duration;
import java.util.List;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** What the target itself can tell beforehand. */
@Component
@Order(5)
class TargetCheck implements PreCheck {

    @Override
    public String key() {
        return "target";
    }

    @Override
    public String about() {
        return "what the target can tell beforehand, such as room, ports and access";
    }

    /** A target bounds each of its checks itself. */
    @Override
    public Duration limit() {
        return Duration.ofMinutes(2);
    }

    @Override
    public List<Finding> find(StepContext context) {
        var placed = context.placed();
        if (placed.revision() == null || !(placed.target() instanceof PreChecks checks)) {
            return List.of();
        }
        try {
            return checks.check(
                    new DeployOrder(placed.key(), placed.revision(), placed.lastVerified(), Token.of(context)));
        } catch (RuntimeException e) {
            return List.of(new Finding(
                    "target",
                    "The target answers",
                    UNKNOWN,
                    "It failed to check: " + Reason.of(e),
                    "Look at the portal's log."));
        }
    }
}
