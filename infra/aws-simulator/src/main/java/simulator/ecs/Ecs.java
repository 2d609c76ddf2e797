package simulator.ecs;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import simulator.Fault;
import simulator.Place;
import simulator.SimulatedClock;
import simulator.region.Regions;
import software.amazon.awssdk.services.ecs.model.Service;

/** ECS of one account in one region, and the ways to make it do what a test or a demo needs. */
public final class Ecs {

    private final Surroundings surroundings;
    private final TaskDefinitions definitions;
    private final HookFunctions functions = new HookFunctions();
    private final Map<String, Cluster> clusters = new LinkedHashMap<>();
    private final Lag lag;

    public Ecs(Regions regions, Place place, SimulatedClock clock) {
        surroundings = new Surroundings(regions, place, clock, new Scripts(), new Capacity(), Pace.USUAL);
        definitions = new TaskDefinitions(place, clock);
        lag = new Lag(clock);
        regions.in(place).scaling().drive(this::scale);
        var metered = new Metered(this);
        var watch = regions.in(place).watch();
        watch.meter(
                "AWS/ECS",
                (series, minute) -> surroundings.clock().whileStill(() -> metered.utilization(series, minute)));
        watch.meter(
                "AWS/ApplicationELB",
                (series, minute) -> surroundings.clock().whileStill(() -> metered.balancing(series, minute)));
    }

    /** What images do when they run. */
    public Scripts images() {
        return surroundings.scripts();
    }

    /** What the functions of lifecycle hooks answer. */
    public HookFunctions functions() {
        return functions;
    }

    /** Fargate has room for so many tasks of this account and no more. */
    public void capacity(int tasks) {
        whileStill(() -> surroundings.capacity().limit(tasks));
    }

    /** How long what was created takes until reads show it: ECS is eventually consistent. At first, no time. */
    public void lag(Duration duration) {
        whileStill(() -> lag.of(duration));
    }

    /** Creates the cluster when it is not there. Returns its ARN. */
    public String cluster(String name) {
        return surroundings
                .clock()
                .whileStill(() -> clusters.computeIfAbsent(
                                name,
                                absent ->
                                        new Cluster(absent, surroundings.place().arn("ecs", "cluster/" + absent)))
                        .arn());
    }

    /** Makes a service that has run well for some time, with all it needs; see {@link ServiceSetup}. */
    public ServiceSetup service(String cluster, String name) {
        cluster(cluster);
        return new ServiceSetup(this, cluster, name);
    }

    /** The ARNs of the tasks of a service that are not stopped. */
    public List<String> tasks(String cluster, String service) {
        return surroundings
                .clock()
                .whileStill(() -> known(cluster).tasks().stream()
                        .filter(task -> task.order().group().equals("service:" + service) && !task.isStopped())
                        .map(FargateTask::arn)
                        .toList());
    }

    /** Lets a task vanish, as stopped ones do after an hour. */
    public void forget(String cluster, String taskArn) {
        whileStill(() -> known(cluster).task(taskArn).ifPresent(known(cluster)::forget));
    }

    private void scale(String resource, int tasks) {
        var parts = resource.split("/");
        var service = known(parts[1]).known(parts[2]);
        service.configure(service.shape().toBuilder().desiredCount(tasks).build());
    }

    private void whileStill(Runnable action) {
        surroundings.clock().whileStill(() -> {
            action.run();
            return Optional.empty();
        });
    }

    /** A cluster by name or ARN; {@code default} when there is none given. */
    Cluster known(@org.jspecify.annotations.Nullable String nameOrArn) {
        var cluster = clusters.get(Name.last(nameOrArn == null ? "default" : nameOrArn));
        if (cluster == null) {
            throw new Fault("ClusterNotFoundException", "Cluster not found.");
        }
        return cluster;
    }

    Optional<Cluster> find(String nameOrArn) {
        return Optional.ofNullable(clusters.get(Name.last(nameOrArn)));
    }

    List<Cluster> clusters() {
        return List.copyOf(clusters.values());
    }

    FargateService create(Cluster cluster, Service shape) {
        var service = new FargateService(surroundings, cluster, functions, shape);
        cluster.add(service);
        return service;
    }

    TaskDefinitions definitions() {
        return definitions;
    }

    Surroundings surroundings() {
        return surroundings;
    }

    Lag lag() {
        return lag;
    }
}
