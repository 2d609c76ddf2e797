package dev.slipway.delivery;

import dev.slipway.delivery.Verifications.Ran;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A verification that failed and then passed, for the same release and without a change in between.
 *
 * @param failedIn number of the job in which it failed; the same as {@code passedIn} if a later attempt passed
 */
public record Flaky(
        String environment,
        String service,
        String step,
        @Nullable String version,
        long failedIn,
        long passedIn,
        Instant passed) {

    private record At(String environment, String service) {}

    /** @param ran in the order in which they ended */
    static List<Flaky> among(List<Ran> ran) {
        var found = new ArrayList<Flaky>();
        Map<At, Map<String, Ran>> failed = new HashMap<>();
        for (var one : ran) {
            var here = failed.computeIfAbsent(new At(one.environment(), one.service()), _ -> new HashMap<>());
            if (!one.verifies()) {
                here.clear();
            } else if (one.state().equals("SUCCEEDED")) {
                var before = here.remove(one.step());
                if (before != null && same(before.version(), one.version())) {
                    found.add(of(one, before));
                } else if (one.attempt() > 1) {
                    found.add(of(one, one));
                }
            } else if (one.state().equals("FAILED") || one.state().equals("IGNORED")) {
                here.put(one.step(), one);
            }
        }
        return found;
    }

    private static Flaky of(Ran passed, Ran failed) {
        return new Flaky(
                passed.environment(),
                passed.service(),
                passed.step(),
                failed.version() == null ? passed.version() : failed.version(),
                failed.job(),
                passed.job(),
                passed.ended());
    }

    /** A job without a release looks at what runs, and nothing has changed that. */
    private static boolean same(@Nullable String one, @Nullable String other) {
        return one == null || other == null || one.equals(other);
    }
}
