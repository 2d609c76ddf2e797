package dev.slipway.target.ecs;

import dev.slipway.artifact.Digest;
import dev.slipway.aws.Aws;
import dev.slipway.aws.AwsAccess;
import dev.slipway.aws.AwsUnavailable;
import dev.slipway.target.Observation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.Container;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthDescription;

/**
 * Watches services with few calls: each DescribeServices takes nine others along, tasks are looked at when the service
 * says that something happened, and the more services there are, the older an answer may be. 500 services cost less than
 * one call a second. An observation says when it was made.
 */
final class Fleet {

    private static final int SERVICES_A_CALL = 10;
    private static final int TASKS_A_CALL = 100;

    /** Seconds between two calls of each sort once there are many services. */
    private static final double BETWEEN_SERVICE_CALLS = 2;

    private static final double BETWEEN_TARGET_CALLS = 6;
    private static final Duration LEAST = Duration.ofSeconds(3);
    private static final Duration MOVING = Duration.ofSeconds(2);
    private static final Duration TARGETS_LEAST = Duration.ofSeconds(30);
    private static final Duration TASKS = Duration.ofMinutes(10);

    /** What all looks at one cluster may cost together. */
    private static final double CALLS_A_SECOND = 0.8;

    private static final double BURST = 30;

    /** Left for the services themselves before anything else is asked. */
    private static final double RESERVE = 5;

    private static final Duration BETWEEN_SWEEPS = Duration.ofMinutes(1);

    /** So many with news at a time, and the tasks of the whole cluster are listed instead. */
    private static final int MANY = 5;

    /** Up to so many services need no sparing. */
    private static final int FEW = 50;

    private static final Duration BETWEEN_DEFINITIONS = Duration.ofSeconds(5);

    private final Cloud cloud;
    private final Map<Key, Cluster> clusters = new ConcurrentHashMap<>();

    Fleet(Cloud cloud) {
        this.cloud = cloud;
    }

    private record Key(AwsAccess access, String cluster) {}

    /** The services of a cluster, and how many calls may be made for them now. */
    private static final class Cluster {

        final Map<String, Sight> sights = new HashMap<>();
        Instant definitionDue = Instant.MIN;
        Instant sweptAt = Instant.MIN;
        private double calls = BURST;
        private Instant filledAt = Instant.MIN;

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
    }

    private static final class Sight {

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

        boolean moving() {
            return service != null && service.deployments().size() > 1;
        }

        boolean hasNews() {
            return service != null && !Reporting.fingerprint(service).equals(fingerprint);
        }
    }

    Observation look(EcsSettings settings, Instant now) throws AwsUnavailable {
        var place = settings.place();
        var cluster = clusters.computeIfAbsent(new Key(place.access(), place.cluster()), _ -> new Cluster());
        synchronized (cluster) {
            var sight = cluster.sights.computeIfAbsent(place.service(), _ -> new Sight());
            var pace = pace(cluster.sights.size(), BETWEEN_SERVICE_CALLS / SERVICES_A_CALL, LEAST);
            if (isOld(sight.at, sight.moving() ? MOVING : pace, now) && cluster.afford(1, 0, now)) {
                services(place, cluster, now);
            }
            var service = sight.service;
            if (service == null) {
                return sight.at.equals(Instant.MIN) && sight.tasksAt.equals(Instant.MIN)
                        ? View.unseen(now)
                        : View.nothing(sight.seenAt, settings.size().desired());
            }
            if (sight.hasNews() || isOld(sight.tasksAt, TASKS, now)) {
                tasks(place, cluster, sight, now);
            }
            targets(place, cluster, sight, service, now);
            if (sight.tasksAt.equals(Instant.MIN)) {
                return View.unseen(now);
            }
            var running = Running.of(
                    eyes(place.access(), cluster, now),
                    sight.tasks,
                    sight.targets,
                    !sight.targetsAt.equals(Instant.MIN)
                            && !Running.groups(service).isEmpty());
            return new View(service, running, sight.seenAt).observe();
        }
    }

    /** Something is done to this service: the next look is a new one. */
    void stir(EcsSettings.Place place) {
        var cluster = clusters.get(new Key(place.access(), place.cluster()));
        if (cluster != null) {
            synchronized (cluster) {
                var sight = cluster.sights.get(place.service());
                if (sight != null) {
                    sight.at = Instant.MIN;
                    sight.fingerprint = "?";
                }
            }
        }
    }

    private static Duration pace(int services, double secondsEach, Duration least) {
        var pace = Duration.ofMillis(Math.round(services * secondsEach * 1000));
        return pace.compareTo(least) < 0 ? least : pace;
    }

    private static boolean isOld(Instant at, Duration most, Instant now) {
        return at.equals(Instant.MIN) || !now.isBefore(at.plus(most));
    }

    /** Those that were not looked at for longest come along. */
    private void services(EcsSettings.Place place, Cluster cluster, Instant now) throws AwsUnavailable {
        var names = new ArrayList<String>();
        names.add(place.service());
        cluster.sights.entrySet().stream()
                .filter(one -> !one.getKey().equals(place.service()))
                .sorted(Comparator.comparing(one -> one.getValue().at))
                .limit(SERVICES_A_CALL - 1)
                .forEach(one -> names.add(one.getKey()));
        var found = cloud.services(place.access(), place.cluster(), names);
        for (var name : names) {
            var sight = cluster.sights.get(name);
            if (sight != null) {
                sight.service = found.get(name);
                sight.at = now;
                sight.seenAt = now;
            }
        }
    }

    private void tasks(EcsSettings.Place place, Cluster cluster, Sight sight, Instant now) throws AwsUnavailable {
        if (sight.fingerprint.isEmpty() && !isOld(sight.tasksAt, BETWEEN_SWEEPS, now)) {
            // A sweep saw its tasks before the service itself was looked at.
            seen(sight, sight.tasks, now);
            return;
        }
        var many = cluster.sights.values().stream()
                        .filter(one -> one.hasNews() || isOld(one.tasksAt, TASKS, now))
                        .count()
                > MANY;
        if (!many && cluster.afford(2, RESERVE, now)) {
            seen(sight, cloud.tasks(place, false), now);
            sight.targetsDue = now;
        } else if (many
                && isOld(cluster.sweptAt, BETWEEN_SWEEPS, now)
                && cluster.afford(2.0 + cluster.sights.size() / 20.0, RESERVE, now)) {
            cluster.sweptAt = now;
            all(place, cluster, now);
        }
    }

    /** Of many services, the targets are asked about one after the other, and those of one with news at once. */
    private void targets(EcsSettings.Place place, Cluster cluster, Sight sight, Service service, Instant now)
            throws AwsUnavailable {
        var pace = pace(cluster.sights.size(), BETWEEN_TARGET_CALLS, TARGETS_LEAST);
        if (sight.targetsDue.equals(Instant.MIN) && cluster.sights.size() > FEW) {
            sight.targetsDue = now.plusMillis(ThreadLocalRandom.current().nextLong(pace.toMillis()));
        }
        if (now.isBefore(sight.targetsDue)
                || !cluster.afford(Running.groups(service).size(), RESERVE, now)) {
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

    private static void seen(Sight sight, List<Task> tasks, Instant now) {
        sight.tasks = tasks;
        sight.tasksAt = now;
        if (sight.service != null) {
            sight.fingerprint = Reporting.fingerprint(sight.service);
        }
    }

    /** Every task of the cluster, by the service it belongs to. */
    private void all(EcsSettings.Place place, Cluster cluster, Instant now) throws AwsUnavailable {
        var ecs = cloud.ecs(place.access());
        var byService = new HashMap<String, List<Task>>();
        String token = null;
        do {
            var from = token;
            var page = Aws.await(ecs.listTasks(request ->
                    request.cluster(place.cluster()).maxResults(TASKS_A_CALL).nextToken(from)));
            if (!page.taskArns().isEmpty()) {
                for (var task : cloud.describeTasks(place, page.taskArns())) {
                    var group = String.valueOf(task.group());
                    byService.computeIfAbsent(group, _ -> new ArrayList<>()).add(task);
                }
            }
            token = page.nextToken();
        } while (token != null);
        cluster.sights.forEach((name, sight) -> seen(sight, byService.getOrDefault("service:" + name, List.of()), now));
    }

    /** Of many services, the labels of definitions are read a few at a time; till then they go by their names. */
    private Running.Eyes eyes(AwsAccess access, Cluster cluster, Instant now) {
        return new Running.Eyes() {

            @Override
            public String version(Task task) throws AwsUnavailable {
                return Fleet.this.version(access, cluster, task, now);
            }

            @Override
            public Optional<Digest> digest(Container container) {
                return cloud.digest(access, container);
            }
        };
    }

    private String version(AwsAccess access, Cluster cluster, Task task, Instant now) throws AwsUnavailable {
        var known = cloud.knownDefinition(task.taskDefinitionArn());
        if (known != null) {
            return Running.version(known);
        }
        if (cluster.sights.size() > FEW && (now.isBefore(cluster.definitionDue) || !cluster.afford(1, RESERVE, now))) {
            return Arn.name(task.taskDefinitionArn());
        }
        cluster.definitionDue = now.plus(BETWEEN_DEFINITIONS);
        return Running.version(cloud.definition(access, task.taskDefinitionArn()));
    }
}
