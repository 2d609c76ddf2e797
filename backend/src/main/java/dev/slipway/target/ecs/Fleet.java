package dev.slipway.target.ecs;

import dev.slipway.aws.AwsAccess;
import dev.slipway.aws.AwsUnavailable;
import dev.slipway.target.Observation;
import dev.slipway.target.ecs.FleetCluster.Sight;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthDescription;

/**
 * Watches services with few calls: each DescribeServices takes nine others along, tasks are looked at when the service
 * says that something happened, and the more services there are, the older an answer may be. 500 services cost less than
 * one call a second. An observation says when it was made.
 */
final class Fleet {

    private static final int SERVICES_A_CALL = 10;

    /** Seconds between two calls of each sort once there are many services. */
    private static final double BETWEEN_SERVICE_CALLS = 2;

    private static final double BETWEEN_TARGET_CALLS = 6;
    private static final Duration LEAST = Duration.ofSeconds(3);
    private static final Duration MOVING = Duration.ofSeconds(2);
    private static final Duration TARGETS_LEAST = Duration.ofSeconds(30);

    private final Cloud cloud;
    private final Map<Key, FleetCluster> clusters = new ConcurrentHashMap<>();

    Fleet(Cloud cloud) {
        this.cloud = cloud;
    }

    private record Key(AwsAccess access, String cluster) {

        static Key of(EcsSettings.Place place) {
            return new Key(place.access(), place.cluster());
        }
    }

    Observation look(EcsSettings settings, Instant now) throws AwsUnavailable {
        var place = settings.place();
        var cluster = clusters.computeIfAbsent(Key.of(place), _ -> new FleetCluster());
        synchronized (cluster) {
            var sight = cluster.sights.computeIfAbsent(place.service(), _ -> new Sight());
            var pace = cluster.pace(BETWEEN_SERVICE_CALLS / SERVICES_A_CALL, LEAST);
            if (FleetCluster.isOld(sight.at, sight.moving() ? MOVING : pace, now) && cluster.afford(1, 0, now)) {
                services(place, cluster, now);
            }
            var service = sight.service;
            if (service == null) {
                return sight.at.equals(Instant.MIN) && sight.tasksAt.equals(Instant.MIN)
                        ? View.unseen(now)
                        : View.nothing(sight.seenAt, settings.size().desired());
            }
            if (sight.needsTasks(now)) {
                new FleetTasks(cloud, cluster, now).look(place, sight);
            }
            targets(place, cluster, sight, service, now);
            if (sight.tasksAt.equals(Instant.MIN)) {
                return View.unseen(now);
            }
            var balanced = !sight.targetsAt.equals(Instant.MIN)
                    && !Running.groups(service).isEmpty();
            var eyes = new FleetEyes(cloud, place.access(), cluster, now);
            return new View(service, Running.of(eyes, sight.tasks, sight.targets, balanced), sight.seenAt).observe();
        }
    }

    /** Somebody who follows a deployment has just seen the service: it is not asked about again for that. */
    void saw(EcsSettings.Place place, Service service, Instant now) {
        change(place, sight -> sight.saw(service, now));
    }

    /** The service as it was seen last, without asking; empty if it was not. */
    Optional<Service> known(EcsSettings.Place place) {
        var cluster = clusters.get(Key.of(place));
        if (cluster == null) {
            return Optional.empty();
        }
        synchronized (cluster) {
            var sight = cluster.sights.get(place.service());
            return sight == null ? Optional.empty() : Optional.ofNullable(sight.service);
        }
    }

    /** Something is done to this service: the next look is a new one. */
    void stir(EcsSettings.Place place) {
        change(place, Sight::stir);
    }

    /** One that nobody has looked at stays unknown. */
    private void change(EcsSettings.Place place, Consumer<Sight> change) {
        var cluster = clusters.get(Key.of(place));
        if (cluster != null) {
            synchronized (cluster) {
                var sight = cluster.sights.get(place.service());
                if (sight != null) {
                    change.accept(sight);
                }
            }
        }
    }

    /** Those that were not looked at for longest come along. */
    private void services(EcsSettings.Place place, FleetCluster cluster, Instant now) throws AwsUnavailable {
        var names = new ArrayList<String>();
        names.add(place.service());
        names.addAll(cluster.longestUnseen(place.service(), SERVICES_A_CALL - 1));
        var found = cloud.services(place.access(), place.cluster(), names);
        for (var name : names) {
            var sight = cluster.sights.get(name);
            if (sight != null) {
                sight.saw(found.get(name), now);
            }
        }
    }

    /** Of many services, the targets are asked about one after the other, and those of one with news at once. */
    private void targets(EcsSettings.Place place, FleetCluster cluster, Sight sight, Service service, Instant now)
            throws AwsUnavailable {
        var pace = cluster.pace(BETWEEN_TARGET_CALLS, TARGETS_LEAST);
        if (sight.targetsDue.equals(Instant.MIN) && cluster.isLarge()) {
            sight.targetsDue = now.plusMillis(ThreadLocalRandom.current().nextLong(pace.toMillis()));
        }
        if (now.isBefore(sight.targetsDue)
                || !cluster.afford(Running.groups(service).size(), FleetCluster.RESERVE, now)) {
            return;
        }
        var targets = new ArrayList<TargetHealthDescription>();
        for (var group : Running.groups(service)) {
            targets.addAll(cloud.targets(place.access(), group));
        }
        sight.targets = targets;
        sight.targetsAt = now;
        sight.targetsDue = now.plus(pace);
    }
}
