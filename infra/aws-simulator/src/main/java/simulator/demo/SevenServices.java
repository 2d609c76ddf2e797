package simulator.demo;

import java.time.Duration;
import java.util.List;
import simulator.Place;
import simulator.Sessions;
import simulator.Simulator;

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
        try (var services = new DemoServices(simulator.endpoint(), PLACE, infrastructure)) {
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
        simulator.clock().advance(SETTLED);
        return new SevenServices(role, releases);
    }

    /** The ARN of the target group of a service. */
    public static String targetGroup(Simulator simulator, DemoEnvironment environment, DemoService service) {
        return new DemoInfrastructure(simulator.in(PLACE))
                .targetGroup(environment, service)
                .arn();
    }
}
