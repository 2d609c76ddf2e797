package simulator.demo;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import simulator.cloudwatch.Series;
import simulator.elb.HealthCheck;
import simulator.elb.TargetGroup;
import simulator.elb.Weights;
import simulator.iam.Statement;
import simulator.iam.Trust;
import simulator.region.Region;
import simulator.scaling.Scaling;

/** What Terraform would have laid before anything is deployed. */
final class DemoInfrastructure {

    static final String EXTERNAL_ID = "peerprep";

    private static final String SHIFTING = "peerprep-load-balancing";
    private static final Duration DRAINING = Duration.ofSeconds(5);
    private static final Duration CHECKS = Duration.ofSeconds(5);
    private static final double ERRORS = 10;

    private final Region region;

    DemoInfrastructure(Region region) {
        this.region = region;
    }

    /** Returns the ARN of the role that deploys. */
    String roles() {
        var tasks = Trust.ofServices("ecs-tasks.amazonaws.com");
        region.roles()
                .role("peerprep-execution", tasks, Statement.allow("ecr:*", "logs:*", "secretsmanager:*", "ssm:*"));
        region.roles().role("peerprep-task", tasks);
        region.roles().role(SHIFTING, Trust.ofServices("ecs.amazonaws.com"), Statement.allow("elasticloadbalancing:*"));
        return region.roles()
                .role(
                        "slipway-deploy",
                        Trust.ofAccount(region.place().account(), EXTERNAL_ID),
                        Statement.allow(
                                "ecs:*",
                                "ecr:*",
                                "elasticloadbalancing:Describe*",
                                "cloudwatch:*",
                                "logs:*",
                                "iam:GetRole",
                                "iam:SimulatePrincipalPolicy",
                                "ssm:*",
                                "secretsmanager:*",
                                "application-autoscaling:*",
                                "ec2:Describe*",
                                "servicequotas:*"),
                        Statement.allow("iam:PassRole").on(role("peerprep-*")));
    }

    String role(String name) {
        return region.place().globalArn("iam", "role/" + name);
    }

    void network(DemoEnvironment environment) {
        for (var zone : new String[] {"a", "b"}) {
            region.network().privateSubnet(environment.subnet(zone), zone, environment.subnetRange(zone));
        }
        region.network()
                .securityGroup(
                        environment.securityGroup(),
                        environment.cluster(),
                        DemoService.ALL.stream().mapToInt(DemoService::port).toArray());
    }

    /** Makes the balancer, with one rule a service and the frontend for all other paths. */
    void balancer(DemoEnvironment environment) {
        DemoService.ALL.forEach(service -> rule(environment, service));
    }

    /** The ARN of the rule that leads to the service; the frontend's is the default one of the listener. */
    private String rule(DemoEnvironment environment, DemoService service) {
        var balancing = region.balancing();
        var frontend = DemoService.ALL.getLast();
        var listener = balancing.listener(
                balancing.loadBalancer(environment.cluster()),
                80,
                targetGroup(environment, frontend).arn());
        var group = targetGroup(environment, service).drainingFor(DRAINING).arn();
        var weights = DemoShift.strategy(environment, service).isEmpty()
                ? Weights.all(group)
                : Weights.split(
                        group,
                        100,
                        otherGroup(environment, service).drainingFor(DRAINING).arn());
        var priority = service == frontend ? "default" : Integer.toString(10 * (1 + DemoService.ALL.indexOf(service)));
        return balancing.rule(listener, priority, service == frontend ? "" : service.path(), weights);
    }

    /** How its traffic goes over, where it does not at once. */
    Optional<DemoShift> shift(DemoEnvironment environment, DemoService service) {
        return DemoShift.strategy(environment, service)
                .map(strategy -> new DemoShift(
                        otherGroup(environment, service).arn(), rule(environment, service), role(SHIFTING), strategy));
    }

    private TargetGroup otherGroup(DemoEnvironment environment, DemoService service) {
        return region.balancing()
                .targetGroup(
                        environment.targetGroup(service) + "-2", service.port(), HealthCheck.of("/health", CHECKS));
    }

    TargetGroup targetGroup(DemoEnvironment environment, DemoService service) {
        return region.balancing()
                .targetGroup(environment.targetGroup(service), service.port(), HealthCheck.of("/health", CHECKS));
    }

    /** What only this service has. */
    void surroundings(DemoEnvironment environment, DemoService service) {
        region.logs().group(environment.logGroup(service));
        var group = targetGroup(environment, service).arn();
        region.watch()
                .alarm(
                        environment.alarm(service),
                        Series.of(
                                "AWS/ApplicationELB",
                                "HTTPCode_Target_5XX_Count",
                                Map.of("TargetGroup", group.substring(group.indexOf("targetgroup/")))),
                        ERRORS);
        var scaled = Scaling.resource(environment.cluster(), service.name());
        region.scaling().bounds(scaled, 2, 6);
        region.scaling().track(scaled, "ECSServiceAverageCPUUtilization", 70);
        parameter(environment, service);
        if (service.migrates()) {
            database(environment, service);
        }
    }

    /** The ARN of the key that signs its sessions. */
    String parameter(DemoEnvironment environment, DemoService service) {
        return region.parameters().secure("/" + environment.cluster() + "/" + service.name() + "/secret-key", "quiet");
    }

    /** The ARN of user and password for its database. */
    String database(DemoEnvironment environment, DemoService service) {
        return region.secrets()
                .put(
                        environment.cluster() + "/" + service.name() + "/database",
                        Map.of("username", service.name(), "password", "a harbour full of quiet boats"));
    }
}
