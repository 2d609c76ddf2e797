package simulator.demo;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import simulator.Place;
import simulator.Sessions;
import simulator.Simulator;
import simulator.cloudwatch.Series;

/**
 * The seven services in staging and prod on a simulated cloud, each with its first version running.
 *
 * @param deployRole ARN of the role that deploys
 * @param releases of all services, in the order in which they came out
 */
public record SevenServices(String deployRole, List<DemoRelease> releases) {

    public static final Place PLACE = new Place(Sessions.DEFAULT_ACCOUNT, "eu-central-1");

    /** What one must know to assume the role. */
    public static final String EXTERNAL_ID = DemoInfrastructure.EXTERNAL_ID;

    /** Of each task. */
    private static final double CPUS = 0.25;

    /** By then every service has started and its first deployment is completed. */
    public static final Duration SETTLED = Duration.ofMinutes(5);

    public SevenServices {
        releases = List.copyOf(releases);
    }

    /** Builds it all and lets time pass until it has settled. */
    public static SevenServices in(Simulator simulator) {
        var region = simulator.in(PLACE);
        var releases = new DemoImages(region.images(), simulator.ecs(PLACE).images()).push();
        var infrastructure = new DemoInfrastructure(region);
        var role = infrastructure.roles();
        try (var services = new DemoServices(simulator, PLACE, infrastructure)) {
            for (var environment : DemoEnvironment.values()) {
                infrastructure.network(environment);
                infrastructure.balancer(environment);
                services.cluster(environment);
                for (var release : releases) {
                    if (release.version().equals(DemoRelease.FIRST)) {
                        infrastructure.surroundings(environment, release.service());
                        services.service(environment, release);
                    }
                }
            }
        }
        measureUsage(simulator);
        simulator.clock().advance(SETTLED);
        return new SevenServices(role, releases);
    }

    /** As AWS does by itself, once a minute: how much of the Fargate quota is in use. */
    private static void measureUsage(Simulator simulator) {
        var tasks = 2 * DemoService.ALL.size() * DemoEnvironment.values().length;
        simulator
                .in(PLACE)
                .watch()
                .put(
                        Series.of(
                                "AWS/Usage",
                                "ResourceCount",
                                Map.of(
                                        "Type", "Resource",
                                        "Resource", "vCPU",
                                        "Service", "Fargate",
                                        "Class", "Standard/OnDemand")),
                        tasks * CPUS);
        simulator.clock().after(Duration.ofMinutes(1), () -> measureUsage(simulator));
    }

    /** How the traffic of a service goes over to a new release, where it does not at once. */
    public static Optional<DemoShift> shift(Simulator simulator, DemoEnvironment environment, DemoService service) {
        return new DemoInfrastructure(simulator.in(PLACE)).shift(environment, service);
    }

    /** The ARN of the target group of a service. */
    public static String targetGroup(Simulator simulator, DemoEnvironment environment, DemoService service) {
        return new DemoInfrastructure(simulator.in(PLACE))
                .targetGroup(environment, service)
                .arn();
    }
}
