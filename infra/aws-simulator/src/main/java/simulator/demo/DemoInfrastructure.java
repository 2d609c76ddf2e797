package simulator.demo;

import java.time.Duration;
import java.util.Map;
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
        var balancing = region.balancing();
        var balancer = balancing.loadBalancer(environment.cluster());
        var frontend = DemoService.ALL.getLast();
        var listener = balancing.listener(
                balancer, 80, targetGroup(environment, frontend).arn());
        var priority = 10;
        for (var service : DemoService.ALL) {
            if (service != frontend) {
                var group = targetGroup(environment, service).drainingFor(DRAINING);
                balancing.rule(listener, Integer.toString(priority), service.path(), Weights.all(group.arn()));
                priority += 10;
            }
        }
        targetGroup(environment, frontend).drainingFor(DRAINING);
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
