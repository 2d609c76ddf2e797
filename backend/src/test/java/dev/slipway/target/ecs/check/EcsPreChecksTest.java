package dev.slipway.target.ecs.check;

import static dev.slipway.target.Finding.Result.BLOCK;
import static dev.slipway.target.Finding.Result.PASS;
import static dev.slipway.target.Finding.Result.UNKNOWN;
import static dev.slipway.target.Finding.Result.WARN;
import static org.assertj.core.api.Assertions.assertThat;
import static simulator.Api.APPLICATION_AUTO_SCALING;
import static simulator.Api.CLOUD_WATCH;
import static simulator.Api.EC2;
import static simulator.Api.ECR;
import static simulator.Api.ECS;
import static simulator.Api.ELASTIC_LOAD_BALANCING;
import static simulator.Api.IAM;
import static simulator.Api.LOGS;
import static simulator.Api.SECRETS_MANAGER;
import static simulator.Api.SERVICE_QUOTAS;
import static simulator.Api.SSM;
import static simulator.Api.STS;

import dev.slipway.target.Finding;
import dev.slipway.target.Finding.Result;
import dev.slipway.testing.BesideOthers;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import simulator.Api;
import simulator.ecr.Scan;
import simulator.iam.Statement;
import simulator.iam.Trust;
import simulator.quota.Quota;
import simulator.scaling.Scaling;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;

/** Every check of ECS: it passes where all is well, does not where it is not, and is unknown where it cannot be told. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@BesideOthers
class EcsPreChecksTest {

    /** A cloud in which all is well. */
    private CheckedService well;

    @BeforeAll
    void start() {
        well = new CheckedService().running();
    }

    @AfterAll
    void stop() {
        EcsPolicy.assertAllows(well.cloud.calls().actions());
        well.close();
    }

    @Test
    void everyCheckShouldPassWhereAllIsWell() {
        assertThat(well.check())
                .allSatisfy(finding -> assertThat(finding.result())
                        .as("%s: %s", finding.check(), finding.evidence())
                        .isEqualTo(PASS))
                .extracting(Finding::check)
                .containsExactlyElementsOf(codes());
    }

    private static List<String> codes() {
        return CheckedService.CHECKS.stream()
                .map(EcsCheck::rule)
                .sorted(Comparator.comparing(Rule::topic).thenComparing(Rule::code))
                .map(Rule::code)
                .toList();
    }

    @Test
    void everyCheckShouldBeInBothTables() {
        assertThat(wrong().map(Wrong::code).collect(Collectors.toSet())).containsExactlyInAnyOrderElementsOf(codes());
        assertThat(mute().map(Mute::code).collect(Collectors.toSet())).containsExactlyInAnyOrderElementsOf(codes());
    }

    /** @param change of the world in which all is well, before or by creating the service */
    record Wrong(String code, String what, Result result, Consumer<CheckedService> change) {

        @Override
        public String toString() {
            return code + ": " + what + " is " + result;
        }
    }

    static Stream<Wrong> wrong() {
        return Stream.of(
                new Wrong("account", "another account", BLOCK, c -> {
                    c.settings.put("account", "999999999999");
                    c.created();
                }),
                new Wrong("account", "no account said", WARN, c -> {
                    c.settings.remove("account");
                    c.created();
                }),
                new Wrong("pass-role", "nothing allowed", BLOCK, c -> {
                    c.region.roles().user("slipway", Statement.allow("ecs:*"));
                    c.created();
                }),
                new Wrong("roles", "a role that is not there", BLOCK, c -> {
                    c.created();
                    c.region.roles().deleteRole("web-task");
                }),
                new Wrong("roles", "a role that trusts somebody else", BLOCK, c -> {
                    c.region.roles().role("web-task", Trust.ofServices("ec2.amazonaws.com"));
                    c.created();
                }),
                new Wrong("image-present", "an image that is not there", BLOCK, c -> {
                    c.created();
                    c.region.images().delete("web", c.released);
                }),
                new Wrong("image-present", "an archived image", BLOCK, c -> {
                    c.created();
                    c.region.images().archive("web", c.released);
                }),
                new Wrong("image-pinned", "a sidecar by its tag", WARN, c -> {
                    var own = c.definition;
                    c.definition = built -> {
                        var containers = own.apply(built).build().containerDefinitions();
                        return built.containerDefinitions(
                                containers.getFirst(),
                                ContainerDefinition.builder()
                                        .name("agent")
                                        .image("public.ecr.aws/agent:latest")
                                        .essential(false)
                                        .build());
                    };
                    c.created();
                }),
                new Wrong("image-platform", "an image for arm64", BLOCK, c -> {
                    c.released = c.push(CheckedService.exemplary("1.1.0").on("linux/arm64"));
                    c.created();
                }),
                new Wrong("image-scan", "a critical finding", BLOCK, c -> {
                    c.created();
                    c.region
                            .images()
                            .scan(
                                    "web",
                                    c.released,
                                    Scan.finding(
                                            c.cloud.clock().instant(),
                                            new Scan.Vulnerability(
                                                    "CVE-2026-1", "CRITICAL", "openssl", "https://cve.example/1")));
                }),
                new Wrong("image-scan", "a scan that is pending", UNKNOWN, c -> {
                    c.created();
                    c.region.images().scan("web", c.released, Scan.inState("PENDING", "in the queue"));
                }),
                new Wrong("image-scan", "an image that was never scanned", UNKNOWN, c -> {
                    c.created();
                    c.region.images().forgetScan("web", c.released);
                }),
                new Wrong("image-non-root", "root", WARN, c -> {
                    c.released = c.push(CheckedService.exemplary("1.1.0").as(""));
                    c.created();
                }),
                new Wrong("image-health-check", "one in the image only", WARN, c -> {
                    c.setup = setup -> setup.alone();
                    c.created();
                }),
                new Wrong("image-labels", "no labels", WARN, c -> {
                    c.released = c.push(CheckedService.exemplary("1.1.0").labelled(Map.of()));
                    c.created();
                }),
                new Wrong("image-labels", "another version", WARN, c -> {
                    c.released = c.push(CheckedService.exemplary("9.9.9"));
                    c.created();
                }),
                new Wrong("image-secrets", "a password in the image", BLOCK, c -> {
                    c.released = c.push(CheckedService.exemplary("1.1.0").with("DB_PASSWORD", "hunter22"));
                    c.created();
                }),
                new Wrong("image-secrets", "a key in the definition", BLOCK, c -> {
                    c.container =
                            built -> built.environment(one -> one.name("WHO").value("AKIA" + "ABCDEFGHIJKLMNOP"));
                    c.created();
                }),
                new Wrong("image-size", "two gigabytes", WARN, c -> {
                    c.released = c.push(CheckedService.exemplary("1.1.0").weighing(2L << 30));
                    c.created();
                }),
                new Wrong("secrets", "no such key", BLOCK, c -> {
                    c.created();
                    c.region.secrets().put("web/database", Map.of("user", "web"));
                }),
                new Wrong("secrets", "no such secret", BLOCK, c -> {
                    var other = c.secret.replace("web/database", "web/nothing");
                    c.container = built -> built.secrets(one -> one.name("X").valueFrom(other));
                    c.created();
                }),
                new Wrong("parameters", "no such parameter", BLOCK, c -> {
                    c.created();
                    c.region.parameters().delete("/web/mode");
                }),
                new Wrong("log-group", "no such group", BLOCK, c -> {
                    c.container = built -> built.logConfiguration(log -> log.logDriver("awslogs")
                            .options(Map.of("awslogs-group", "/ecs/nothing", "awslogs-region", "eu-central-1")));
                    c.created();
                }),
                new Wrong("fargate-size", "a quarter CPU with four gigabytes", BLOCK, c -> {
                    c.definition = built -> built.memory("4096");
                    c.created();
                }),
                new Wrong("container-port", "nothing listens", BLOCK, c -> {
                    c.container = built -> built.portMappings(List.of());
                    c.created();
                }),
                new Wrong("target-type", "instances", BLOCK, c -> {
                    c.created();
                    var group = c.ecs()
                            .describeServices(request -> request.cluster("prod").services("web"))
                            .join()
                            .services()
                            .getFirst()
                            .loadBalancers()
                            .getFirst()
                            .targetGroupArn();
                    c.region.balancing().targetGroup(group).orElseThrow().ofType("instance");
                }),
                new Wrong("subnet-addresses", "one address", BLOCK, c -> {
                    c.created();
                    c.region.network().leaveFree("subnet-a", 0);
                    c.region.network().leaveFree("subnet-b", 1);
                }),
                new Wrong("rollout-room", "125 percent of three", BLOCK, c -> {
                    c.request = created -> created.desiredCount(3)
                            .deploymentConfiguration(configuration ->
                                    configuration.minimumHealthyPercent(100).maximumPercent(125));
                    c.created();
                }),
                new Wrong("quota", "a quota that is used up", BLOCK, c -> {
                    c.region.quotas().set(Quota.fargateCpus(1));
                    c.created();
                }),
                new Wrong("scaling-bounds", "bounds above it", WARN, c -> {
                    c.region.scaling().bounds(Scaling.resource("prod", "web"), 3, 9);
                    c.created();
                }),
                new Wrong("service-active", "a deleted service", BLOCK, c -> {
                    c.created();
                    c.ecs()
                            .deleteService(request ->
                                    request.cluster("prod").service("web").force(true))
                            .join();
                }),
                new Wrong("service-steady", "nothing runs yet", WARN, CheckedService::created),
                new Wrong("no-deployment", "its first one", BLOCK, CheckedService::created),
                new Wrong("circuit-breaker", "none completed", WARN, CheckedService::created),
                new Wrong("circuit-breaker", "off", WARN, c -> {
                    c.settings.putObject("circuitBreaker").put("enable", false);
                    c.created();
                }),
                new Wrong("traffic-guard", "nobody stays", BLOCK, c -> {
                    c.settings.put("minimumHealthyPercent", 0);
                    c.created();
                }),
                new Wrong("ownership", "somebody else's definition", WARN, c -> {
                    c.definition = built -> built.tags(List.of());
                    c.created();
                }),
                new Wrong("rollback-ready", "an image that is gone", WARN, c -> {
                    c.created();
                    c.region.images().delete("web", c.verified);
                }),
                new Wrong("rollback-ready", "nothing proven", WARN, c -> {
                    c.proven = false;
                    c.created();
                }),
                new Wrong("rollback-ready", "a contracting migration", WARN, c -> {
                    c.released = c.push(
                            CheckedService.exemplary("1.1.0").labelled(Map.of("dev.slipway.migrations", "contract")));
                    c.created();
                }),
                new Wrong("backup-age", "an old backup", WARN, c -> {
                    c.region
                            .parameters()
                            .text(
                                    CheckedService.BACKUP,
                                    c.cloud
                                            .clock()
                                            .instant()
                                            .minus(Duration.ofHours(25))
                                            .toString());
                    c.created();
                }),
                new Wrong("backup-age", "no time", UNKNOWN, c -> {
                    c.region.parameters().text(CheckedService.BACKUP, "yesterday");
                    c.created();
                }),
                new Wrong("backup-age", "migrations without a word on backups", WARN, c -> {
                    c.settings.putObject("checks");
                    c.settings.putObject("migrate").put("tool", "command").put("command", "./migrate");
                    c.created();
                }),
                new Wrong("infrastructure-plan", "drift", WARN, c -> {
                    c.region.parameters().text(CheckedService.PLAN, "Plan: 0 to add, 2 to change, 0 to destroy.");
                    c.created();
                }),
                new Wrong("infrastructure-plan", "an old plan", WARN, c -> {
                    c.created();
                    c.cloud.clock().advance(Duration.ofHours(13));
                }),
                new Wrong("infrastructure-plan", "no plan", UNKNOWN, c -> {
                    c.region.parameters().text(CheckedService.PLAN, "Error: no credentials");
                    c.created();
                }),
                new Wrong("alarm-blindness", "one that fires", BLOCK, c -> {
                    c.created();
                    c.region.watch().set(CheckedService.ALARM, "ALARM", "too many errors");
                }),
                new Wrong("alarm-data", "one without data", WARN, c -> {
                    c.created();
                    c.region.watch().set(CheckedService.ALARM, "INSUFFICIENT_DATA", "no data");
                }),
                new Wrong("alarms-exist", "one that is not there", BLOCK, c -> {
                    c.settings.putObject("alarms").putArray("names").add("nothing");
                    c.created();
                }));
    }

    @ParameterizedTest
    @MethodSource
    void wrong(Wrong wrong) {
        try (var world = new CheckedService()) {
            wrong.change().accept(world);
            var finding = world.finding(wrong.code());

            assertThat(finding).hasValueSatisfying(found -> {
                assertThat(found.result()).as(found.evidence()).isEqualTo(wrong.result());
                assertThat(found.evidence()).isNotBlank();
                assertThat(found.remedy()).isNotBlank();
            });
        }
    }

    /** A call that is refused, so that the check cannot tell. */
    record Mute(String code, Api api, String operation) {

        @Override
        public String toString() {
            return code + " without " + operation;
        }
    }

    static Stream<Mute> mute() {
        return Stream.of(
                new Mute("account", STS, "GetCallerIdentity"),
                new Mute("pass-role", IAM, "SimulatePrincipalPolicy"),
                new Mute("roles", IAM, "GetRole"),
                new Mute("image-present", ECR, "DescribeImages"),
                new Mute("image-pinned", ECS, "DescribeTaskDefinition"),
                new Mute("image-platform", ECR, "GetAuthorizationToken"),
                new Mute("image-scan", ECR, "DescribeImages"),
                new Mute("image-non-root", ECR, "DescribeImages"),
                new Mute("image-health-check", ECS, "DescribeServices"),
                new Mute("image-labels", ECR, "DescribeImages"),
                new Mute("image-secrets", ECR, "DescribeImages"),
                new Mute("image-size", ECR, "DescribeImages"),
                new Mute("secrets", SECRETS_MANAGER, "GetSecretValue"),
                new Mute("parameters", SSM, "GetParameters"),
                new Mute("log-group", LOGS, "DescribeLogGroups"),
                new Mute("fargate-size", ECS, "DescribeTaskDefinition"),
                new Mute("container-port", ECS, "DescribeServices"),
                new Mute("target-type", ELASTIC_LOAD_BALANCING, "DescribeTargetGroups"),
                new Mute("subnet-addresses", EC2, "DescribeSubnets"),
                new Mute("rollout-room", ECS, "DescribeServices"),
                new Mute("quota", SERVICE_QUOTAS, "GetServiceQuota"),
                new Mute("quota", CLOUD_WATCH, "GetMetricData"),
                new Mute("scaling-bounds", APPLICATION_AUTO_SCALING, "DescribeScalableTargets"),
                new Mute("service-active", ECS, "DescribeServices"),
                new Mute("service-steady", ECS, "DescribeServices"),
                new Mute("no-deployment", ECS, "DescribeServices"),
                new Mute("circuit-breaker", ECS, "DescribeServices"),
                new Mute("traffic-guard", ECS, "DescribeServices"),
                new Mute("ownership", ECS, "DescribeTaskDefinition"),
                new Mute("rollback-ready", ECR, "DescribeImages"),
                new Mute("backup-age", SSM, "GetParameters"),
                new Mute("infrastructure-plan", SSM, "GetParameters"),
                new Mute("alarm-blindness", CLOUD_WATCH, "DescribeAlarms"),
                new Mute("alarm-data", CLOUD_WATCH, "DescribeAlarms"),
                new Mute("alarms-exist", CLOUD_WATCH, "DescribeAlarms"));
    }

    @ParameterizedTest
    @MethodSource
    void mute(Mute mute) {
        well.cloud.faults().on(mute.api(), mute.operation()).denied();
        try {
            assertThat(well.finding(mute.code()))
                    .hasValueSatisfying(found ->
                            assertThat(found.result()).as(found.evidence()).isEqualTo(UNKNOWN));
        } finally {
            well.cloud.faults().clear();
        }
    }

    @Test
    void ownershipShouldTellWhoAndWhatDiffers() {
        try (var world = new CheckedService().created()) {
            var own = world.ecs()
                    .describeTaskDefinition(request -> request.taskDefinition("web"))
                    .join()
                    .taskDefinition();
            var other = world.ecs()
                    .registerTaskDefinition(request -> request.family("web")
                            .cpu("512")
                            .memory("1024")
                            .networkMode(own.networkMode())
                            .requiresCompatibilities(own.requiresCompatibilities())
                            .containerDefinitions(own.containerDefinitions().getFirst().toBuilder()
                                    .environment(one -> one.name("DEBUG").value("1"))
                                    .build()))
                    .join()
                    .taskDefinition()
                    .taskDefinitionArn();
            world.ecs()
                    .updateService(
                            request -> request.cluster("prod").service("web").taskDefinition(other))
                    .join();

            assertThat(world.finding("ownership"))
                    .hasValueSatisfying(found -> assertThat(found.evidence())
                            .contains(
                                    "web:3 was registered by arn:aws:iam::",
                                    ":user/slipway",
                                    "against web:1 of Slipway's")
                            .contains("cpu", "memory", "web.environment")
                            .doesNotContain("DEBUG"));
        }
    }

    @Test
    void invalidSettingsShouldBlockAndAskNothing() {
        try (var world = new CheckedService().created()) {
            world.settings.put("region", "nowhere at all");
            world.cloud.calls().forget();

            assertThat(world.check())
                    .singleElement()
                    .extracting(Finding::result)
                    .isEqualTo(BLOCK);
            assertThat(world.cloud.calls().count()).isZero();
        }
    }
}
