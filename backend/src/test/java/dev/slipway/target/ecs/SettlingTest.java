package dev.slipway.target.ecs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.target.DeployOrder;
import dev.slipway.target.Outcome;
import dev.slipway.target.Proof;
import dev.slipway.target.Revision;
import dev.slipway.target.TargetUnavailable;
import dev.slipway.target.Verdict;
import dev.slipway.testing.BesideOthers;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import simulator.Api;
import simulator.scaling.Scaling;
import software.amazon.awssdk.services.ecs.model.Service;

/** A release that runs already, with settings of the service that were changed since. */
@BesideOthers
class SettlingTest {

    private final EcsStage stage = new EcsStage();
    private Revision proven;

    @BeforeEach
    void run() {
        stage.service().running(stage.reference("1.0.0"));
        assertThat(stage.follow(stage.deploy("1.1.0")).verdict().outcome()).isEqualTo(Outcome.SUCCEEDED);
        proven = stage.revision("1.1.0");
    }

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void settingsShouldBeAppliedShownAndProvenWhileTasksStay() throws Exception {
        var tasks = tasks(deploy("again", "\"desired\": 2"));
        stage.settings("\"minimumHealthyPercent\": 50, \"maximumPercent\": 150, \"healthCheckGrace\": \"45s\","
                + " \"circuitBreaker\": {\"enable\": true, \"rollback\": false}");

        assertThat(stage.target().runsAlready(order("settings"))).isFalse();
        assertThat(String.join("\n", stage.target().plan(order("settings"))))
                .contains(
                        "its tasks stay",
                        "~ service minimum healthy percent: 100 -> 50",
                        "~ service maximum percent: 200 -> 150",
                        "~ service circuit breaker: on, rolls back -> on, does not roll back",
                        "service health-check grace (seconds): ");

        var verdict = follow("settings");
        assertThat(verdict.outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(verdict.changedNothing()).isFalse();
        assertThat(verdict.reason())
                .contains("no task was replaced", "maximum percent: 200 -> 150", "minimum healthy percent: 100 -> 50");
        assertThat(tasks(verdict)).isEqualTo(tasks);
        assertThat(service().deploymentConfiguration().maximumPercent()).isEqualTo(150);
        assertThat(service()
                        .deploymentConfiguration()
                        .deploymentCircuitBreaker()
                        .rollback())
                .isFalse();
        assertThat(service().healthCheckGracePeriodSeconds()).isEqualTo(45);
        assertThat(stage.target().runsAlready(order("then"))).isTrue();
        assertThat(follow("then").changedNothing()).isTrue();
    }

    @Test
    void anotherStrategyShouldBeApplied() throws Exception {
        var verdict = deploy(
                "strategy",
                "\"strategy\": {\"kind\": \"canary\", \"bake\": \"5m\","
                        + " \"hooks\": [{\"stages\": [\"POST_TEST_TRAFFIC_SHIFT\"], \"expires\": \"1h\"}]}");

        assertThat(verdict.outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(verdict.reason())
                .contains("strategy: ROLLING -> CANARY", "hooks: pause at POST_TEST_TRAFFIC_SHIFT for 60 min");
        assertThat(service().deploymentConfiguration().strategyAsString()).isEqualTo("CANARY");
        assertThat(stage.target().runsAlready(order("then"))).isTrue();
    }

    @Test
    void aChangedNumberOfTasksShouldBeApplied() throws Exception {
        var verdict = deploy("more", "\"desired\": 3");

        assertThat(verdict.outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(verdict.reason()).contains("all 3 tasks", "desired tasks: 2 -> 3");
        assertThat(verdict.proof().instances()).hasSize(3);
    }

    @Test
    void aChangedNumberOfTasksShouldComeWithANewRelease() throws Exception {
        stage.settings("\"desired\": 3");
        var order = new DeployOrder(EcsStage.KEY, stage.revision("1.2.0"), proven, "both");

        assertThat(stage.target().plan(order)).contains("~ service desired tasks: 2 -> 3");
        assertThat(stage.follow(stage.deploy(order)).verdict().proof().instances())
                .hasSize(3);
    }

    @Test
    void aNumberOfTasksThatSomebodySetShouldStay() throws Exception {
        stage.target().scale(EcsStage.KEY, 4);
        var verdict = deploy("same", "\"desired\": 2");

        assertThat(verdict.changedNothing()).isTrue();
        assertThat(service().desiredCount()).isEqualTo(4);
    }

    @Test
    void theNumberOfTasksShouldBeLeftToAutoScaling() throws Exception {
        stage.cloud.in(EcsStage.PLACE).scaling().bounds(Scaling.resource("prod", "user"), 2, 6);
        var verdict = deploy("scaled", "\"desired\": 3");

        assertThat(verdict.changedNothing()).isTrue();
        assertThat(service().desiredCount()).isEqualTo(2);
    }

    @Test
    void otherSubnetsShouldReplaceTheTasks() throws Exception {
        var before = tasks(deploy("before", "\"desired\": 2"));
        var verdict = deploy("network", """
            "network": {"subnets": ["subnet-b"], "securityGroups": ["sg-services"]}\
            """);

        assertThat(verdict.outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(verdict.reason()).contains("1.1.0 runs on all 2 tasks, healthy, by ecs-svc/");
        assertThat(tasks(verdict)).doesNotContainAnyElementsOf(before);
    }

    @Test
    void whoTakesOverFromADeadPortalShouldTellOfTheSameChange() throws Exception {
        stage.cloud.faults().on(Api.ECS, "UpdateService").times(1).answerLost();
        var verdict = deploy("killed", "\"maximumPercent\": 150");

        assertThat(verdict.outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(verdict.changedNothing()).isFalse();
        assertThat(verdict.reason()).contains("maximum percent: 200 -> 150");
    }

    @Test
    void settingsThatSomebodyTakesBackShouldNotBeProven() throws Exception {
        stage.settings("\"maximumPercent\": 150");
        var id = stage.deploy(order("undone"));
        stage.client()
                .updateService(request ->
                        request.cluster("prod").service("user").deploymentConfiguration(one -> one.maximumPercent(300)))
                .join();

        var verdict = stage.follow(id).verdict();
        assertThat(verdict.outcome()).isNotEqualTo(Outcome.SUCCEEDED);
        assertThat(verdict.reason()).contains("the setting does not hold", "maximum percent: 300 -> 150");
    }

    private Verdict deploy(String token, String settings) {
        stage.settings(settings);
        return follow(token);
    }

    private Verdict follow(String token) {
        return stage.follow(stage.deploy(order(token))).verdict();
    }

    /** Of the release that runs, with the settings as they are now. */
    private DeployOrder order(String token) {
        return new DeployOrder(EcsStage.KEY, stage.revision("1.1.0"), proven, token);
    }

    private static List<String> tasks(Verdict verdict) {
        return verdict.proof().instances().stream()
                .map(Proof.Running::instance)
                .sorted()
                .toList();
    }

    private Service service() throws TargetUnavailable {
        return stage.client()
                .describeServices(request -> request.cluster("prod").services("user"))
                .join()
                .services()
                .getFirst();
    }
}
