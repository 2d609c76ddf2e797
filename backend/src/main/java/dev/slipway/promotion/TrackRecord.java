package dev.slipway.promotion;

import static java.util.stream.Collectors.joining;

import dev.slipway.catalog.Protection;
import dev.slipway.target.DurationText;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What the portal has proven of a release, as it asks to enter an environment.
 *
 * @param here its stays in the environment itself: what was proven there may always return
 * @param upstream its stays in the environments it comes from, of those in which the service has a place
 */
record TrackRecord(String service, String version, List<Stay> here, List<Upstream> upstream) {

    /** Stays in one environment, oldest first. */
    record Upstream(String environment, List<Stay> stays) {

        boolean verified() {
            return !stays.isEmpty();
        }
    }

    /** Whether the environment has proven it; one in which the service has no place has nothing to prove. */
    boolean provenIn(String environment) {
        return upstream.stream()
                .filter(up -> up.environment().equals(environment))
                .allMatch(Upstream::verified);
    }

    /** Number of the job with which its last stay in an environment upstream began. */
    long proof(String environment) {
        return upstream.stream()
                .filter(up -> up.environment().equals(environment) && up.verified())
                .mapToLong(up -> up.stays().getLast().job())
                .findFirst()
                .orElse(0);
    }

    /** Whether it is proven in all, or any, of the environments it comes from. */
    Judgement verified(Protection.Upstream rule) {
        if (entersFreely()) {
            return free();
        }
        var missing = upstream.stream()
                .filter(up -> !up.verified())
                .map(Upstream::environment)
                .toList();
        var enough = rule == Protection.Upstream.ALL ? missing.isEmpty() : missing.size() < upstream.size();
        if (enough) {
            var proofs = upstream.stream()
                    .filter(Upstream::verified)
                    .map(up -> up.environment() + " by #" + up.stays().getLast().job())
                    .collect(joining(" and "));
            return Judgement.open(name() + " is verified in " + proofs);
        }
        return Judgement.closed(
                name() + " is not verified in "
                        + String.join(rule == Protection.Upstream.ALL ? " and " : " or ", missing),
                null);
    }

    /** Whether it has run long enough, without anything in between, in all or any of them. */
    Judgement soaked(Duration wanted, Protection.Upstream rule, Instant now) {
        if (entersFreely()) {
            return free();
        }
        var reached = upstream.stream().map(up -> reaches(up, wanted)).toList();
        var known = reached.stream().flatMap(Optional::stream).toList();
        var enough = rule == Protection.Upstream.ALL ? known.size() == reached.size() : !known.isEmpty();
        if (!enough) {
            return Judgement.closed(
                    name() + " does not run in " + where(rule) + ", where it must run for "
                            + DurationText.print(wanted),
                    null);
        }
        var at = rule == Protection.Upstream.ALL
                ? known.stream().max(Comparator.naturalOrder())
                : known.stream().min(Comparator.naturalOrder());
        var opens = Objects.requireNonNull(at.orElse(now));
        if (!opens.isAfter(now)) {
            return Judgement.open(name() + " has run in " + where(rule) + " for " + DurationText.print(wanted));
        }
        return Judgement.closed(
                name() + " has run in " + where(rule) + " for " + about(longest(now)) + " of "
                        + DurationText.print(wanted),
                opens);
    }

    private static Optional<Instant> reaches(Upstream up, Duration wanted) {
        return up.stays().stream()
                .flatMap(stay -> stay.reaches(wanted).stream())
                .min(Comparator.naturalOrder());
    }

    /** The longest time it has run in one of them without anything in between. */
    Duration longest(Instant now) {
        return upstream.stream()
                .flatMap(up -> up.stays().stream())
                .map(stay -> stay.length(now))
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
    }

    private boolean entersFreely() {
        return !here.isEmpty() || upstream.isEmpty();
    }

    private Judgement free() {
        return Judgement.open(
                here.isEmpty()
                        ? service + " has no place in an environment before this one"
                        : name() + " was proven here before, by #"
                                + here.getLast().job());
    }

    private String where(Protection.Upstream rule) {
        return upstream.stream()
                .map(Upstream::environment)
                .collect(joining(rule == Protection.Upstream.ALL ? " and " : " or "));
    }

    private String name() {
        return service + " " + version;
    }

    private static String about(Duration duration) {
        return DurationText.print(
                duration.truncatedTo(duration.toMinutes() > 0 ? ChronoUnit.MINUTES : ChronoUnit.SECONDS));
    }
}
