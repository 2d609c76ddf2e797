package dev.slipway.delivery;

import dev.slipway.target.Outcome;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What happened at placements, one after the other: which changes failed, and when all was well again. Failures in a row
 * are one incident. What could not be told neither begins nor ends one.
 */
final class Course {

    private final List<Deployment> failed = new ArrayList<>();
    private final List<Incident> incidents = new ArrayList<>();

    private Course() {}

    private record At(String environment, String service) {}

    static Course of(List<Deployment> deployments) {
        var course = new Course();
        Map<At, List<Deployment>> placements =
                deployments.stream().collect(Collectors.groupingBy(one -> new At(one.environment(), one.service())));
        placements.values().forEach(course::follow);
        course.failed.sort(BY_END);
        course.incidents.sort(Comparator.comparing(Incident::since));
        return course;
    }

    private static final Comparator<Deployment> BY_END =
            Comparator.comparing(Deployment::ended).thenComparing(Deployment::id);

    List<Deployment> failed() {
        return failed;
    }

    List<Incident> incidents() {
        return incidents;
    }

    private void follow(List<Deployment> deployments) {
        Incident open = null;
        Deployment standing = null;
        for (var next : deployments.stream().sorted(BY_END).toList()) {
            if (standing != null && undoes(next)) {
                failed.add(standing);
                open = open == null ? new Incident(standing, next.began(), null) : open;
                standing = null;
            } else if (next.counts()) {
                standing = next.proven() ? next : null;
                if (!next.proven()) {
                    failed.add(next);
                    open = open == null ? new Incident(next, next.began(), null) : open;
                }
            }
            if (open != null && next.well()) {
                incidents.add(new Incident(open.cause(), open.since(), next));
                open = null;
            }
        }
        if (open != null) {
            incidents.add(open);
        }
    }

    /** Whether somebody went back from what a deployment had brought, whatever came of it. */
    private static boolean undoes(Deployment next) {
        return next.kind() == Deployment.Kind.ROLLBACK
                && next.outcome() != Outcome.CANCELLED
                && next.outcome() != Outcome.UNKNOWN;
    }
}
