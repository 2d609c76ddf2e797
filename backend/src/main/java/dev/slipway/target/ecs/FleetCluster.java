package dev.slipway.target.ecs;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthDescription;

/** The services of a cluster as they were last seen, and how many calls may be made for them now. Guarded by itself. */
final class FleetCluster {

    /** Left for the services themselves before anything else is asked. */
    static final double RESERVE = 5;

    static final Duration TASKS = Duration.ofMinutes(10);

    /** What all looks at one cluster may cost together. */
    private static final double CALLS_A_SECOND = 0.8;

    private static final double BURST = 30;

    /** So many with news at a time, and the tasks of the whole cluster are listed instead. */
    private static final int MANY = 5;

    /** Up to so many services need no sparing. */
    private static final int FEW = 50;

    final Map<String, Sight> sights = new HashMap<>();
    Instant definitionDue = Instant.MIN;
    Instant sweptAt = Instant.MIN;
    private double calls = BURST;
    private Instant filledAt = Instant.MIN;

    /** What was last seen of one service. */
    static final class Sight {

        @Nullable
        Service service;

        /** When it must be taken as not seen since; other than when it was seen. */
        Instant at = Instant.MIN;

        Instant seenAt = Instant.EPOCH;
        List<Task> tasks = List.of();
        Instant tasksAt = Instant.MIN;
        String fingerprint = "";
        List<TargetHealthDescription> targets = List.of();
        Instant targetsAt = Instant.MIN;
        Instant targetsDue = Instant.MIN;

        void saw(@Nullable Service now, Instant when) {
            service = now;
            at = when;
            seenAt = when;
        }

        void saw(List<Task> now, Instant when) {
            tasks = now;
            tasksAt = when;
            if (service != null) {
                fingerprint = Reporting.fingerprint(service);
            }
        }

        /** The next look is a new one. */
        void stir() {
            at = Instant.MIN;
            fingerprint = "?";
        }

        boolean moving() {
            return service != null && service.deployments().size() > 1;
        }

        boolean hasNews() {
            return service != null && !Reporting.fingerprint(service).equals(fingerprint);
        }

        boolean needsTasks(Instant now) {
            return hasNews() || isOld(tasksAt, TASKS, now);
        }
    }

    /** Takes so many calls if more than the reserve are left; a sweep may take more than there are. */
    boolean afford(double cost, double reserve, Instant now) {
        if (!filledAt.equals(Instant.MIN)) {
            var seconds = Duration.between(filledAt, now).toMillis() / 1000.0;
            calls = Math.min(BURST, calls + CALLS_A_SECOND * seconds);
        }
        filledAt = now;
        if (calls <= reserve) {
            return false;
        }
        calls -= cost;
        return true;
    }

    boolean isLarge() {
        return sights.size() > FEW;
    }

    boolean hasMuchNews(Instant now) {
        return sights.values().stream().filter(one -> one.needsTasks(now)).count() > MANY;
    }

    /** The more services there are, the longer between two looks at one. */
    Duration pace(double secondsEach, Duration least) {
        var pace = Duration.ofMillis(Math.round(sights.size() * secondsEach * 1000));
        return pace.compareTo(least) < 0 ? least : pace;
    }

    /** Those that were not looked at for longest, without this one. */
    List<String> longestUnseen(String but, int most) {
        return sights.entrySet().stream()
                .filter(one -> !one.getKey().equals(but))
                .sorted(Comparator.comparing(one -> one.getValue().at))
                .limit(most)
                .map(Map.Entry::getKey)
                .toList();
    }

    static boolean isOld(Instant at, Duration most, Instant now) {
        return at.equals(Instant.MIN) || !now.isBefore(at.plus(most));
    }
}
