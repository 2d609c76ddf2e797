package dev.slipway.freeze;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Everything of this module that may hold one thing, as it is at one moment.
 *
 * @param overrides by freeze: what a person with the right to has let the job pass, and why
 */
record Holds(@Nullable Stop stop, List<Freeze> freezes, List<Lock> locks, Map<Long, Override> overrides) {

    static final Holds NONE = new Holds(null, List.of(), List.of(), Map.of());

    /** Steps from one window to the next that are followed before "not in sight" is said. */
    private static final int MOST = 1_000;

    Holds {
        freezes = List.copyOf(freezes);
        locks = List.copyOf(locks);
        overrides = Map.copyOf(overrides);
    }

    /** A freeze does not hold this job. */
    record Override(long freeze, String by, String reason) {}

    List<Freeze> denying() {
        return freezes.stream().filter(f -> f.kind() == Freeze.Kind.DENY).toList();
    }

    List<Freeze> allowing() {
        return freezes.stream().filter(f -> f.kind() == Freeze.Kind.ALLOW).toList();
    }

    /** Of the windows in which alone something may pass, the one that holds this moment. */
    Optional<Span> allowed(Instant at) {
        return allowing().stream().flatMap(f -> f.window().at(at).stream()).findFirst();
    }

    /** The first moment from this one on at which no freeze holds; empty if there is none in sight. */
    Optional<Instant> opens(Instant from) {
        var denying = held(denying());
        var allowing = held(allowing());
        var at = from;
        for (var i = 0; i < MOST; i++) {
            var moment = at;
            var later = new ArrayList<Optional<Instant>>();
            denying.forEach(f -> later.add(f.window().ends(moment)));
            if (!allowing.isEmpty()) {
                later.add(allowing.stream()
                        .flatMap(f -> f.window().opens(moment).stream())
                        .min(Instant::compareTo));
            }
            if (later.stream().anyMatch(Optional::isEmpty)) {
                return Optional.empty();
            }
            at = later.stream()
                    .flatMap(Optional::stream)
                    .max(Instant::compareTo)
                    .orElse(moment);
            if (at.equals(moment)) {
                return Optional.of(at);
            }
        }
        return Optional.empty();
    }

    private List<Freeze> held(List<Freeze> of) {
        return of.stream().anyMatch(f -> overrides.containsKey(f.id()) && f.kind() == Freeze.Kind.ALLOW)
                ? List.of()
                : of.stream().filter(f -> !overrides.containsKey(f.id())).toList();
    }
}
