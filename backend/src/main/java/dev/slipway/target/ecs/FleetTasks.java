package dev.slipway.target.ecs;

import dev.slipway.aws.Aws;
import dev.slipway.aws.AwsUnavailable;
import dev.slipway.target.ecs.FleetCluster.Sight;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import software.amazon.awssdk.services.ecs.model.Task;

/** Looks at tasks of watched services: of one with news its own, of many with news at a time the whole cluster's. */
record FleetTasks(Cloud cloud, FleetCluster cluster, Instant now) {

    private static final int TASKS_A_CALL = 100;
    private static final Duration BETWEEN_SWEEPS = Duration.ofMinutes(1);

    void look(EcsSettings.Place place, Sight sight) throws AwsUnavailable {
        if (sight.fingerprint.isEmpty() && !FleetCluster.isOld(sight.tasksAt, BETWEEN_SWEEPS, now)) {
            // A sweep saw its tasks before the service itself was looked at.
            sight.saw(sight.tasks, now);
            return;
        }
        var many = cluster.hasMuchNews(now);
        if (!many && cluster.afford(2, FleetCluster.RESERVE, now)) {
            sight.saw(cloud.tasks(place, false), now);
            sight.targetsDue = now;
        } else if (many
                && FleetCluster.isOld(cluster.sweptAt, BETWEEN_SWEEPS, now)
                && cluster.afford(2.0 + cluster.sights.size() / 20.0, FleetCluster.RESERVE, now)) {
            cluster.sweptAt = now;
            sweep(place);
        }
    }

    /** Every task of the cluster, by the service it belongs to. */
    private void sweep(EcsSettings.Place place) throws AwsUnavailable {
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
        cluster.sights.forEach((name, sight) -> sight.saw(byService.getOrDefault("service:" + name, List.of()), now));
    }
}
