package dev.slipway.step;

import static dev.slipway.target.Finding.Result.BLOCK;
import static dev.slipway.target.Finding.Result.PASS;
import static dev.slipway.target.Finding.Result.UNKNOWN;
import static dev.slipway.target.Finding.Result.WARN;

import dev.slipway.job.spi.StepContext;
import dev.slipway.release.Releases;
import dev.slipway.target.Finding;
import java.time.Duration;
import java.util.List;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Whether there is a release and nobody has blocked it. */
@Component
@Order(1)
class ReleaseCheck implements PreCheck {

    private static final String KEY = "release";
    private static final String TITLE = "The release may be deployed";
    private static final Duration LOOK_UP = Duration.ofSeconds(30);

    private final Releases releases;

    ReleaseCheck(Releases releases) {
        this.releases = releases;
    }

    @Override
    public String key() {
        return "release";
    }

    @Override
    public String about() {
        return "that the release is registered and not blocked";
    }

    @Override
    public List<Finding> find(StepContext context) {
        var placed = context.placed();
        var key = placed.key();
        if (placed.revision() == null) {
            return List.of(new Finding(
                    KEY, TITLE, WARN, "This job has no release of " + key.service(), "Choose a release to check."));
        }
        var version = placed.revision().version();
        try {
            var release = releases.find(key.project(), key.service(), version).block(LOOK_UP);
            if (release == null) {
                return List.of(
                        new Finding(KEY, TITLE, BLOCK, "There is no release " + version, "Register the release."));
            }
            if (release.blocked() != null) {
                return List.of(new Finding(
                        KEY,
                        TITLE,
                        BLOCK,
                        version + " is blocked: " + release.blocked(),
                        "Choose another release, or unblock this one."));
            }
            return List.of(new Finding(KEY, TITLE, PASS, version + " is registered and not blocked", ""));
        } catch (RuntimeException e) {
            return List.of(new Finding(
                    KEY, TITLE, UNKNOWN, "The releases cannot be read: " + Reason.of(e), "Try again in a moment."));
        }
    }
}
