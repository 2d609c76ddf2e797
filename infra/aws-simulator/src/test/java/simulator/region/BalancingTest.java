package simulator.region;

import static org.assertj.core.api.Assertions.assertThat;
import static simulator.region.Cloud.refusal;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import simulator.elb.HealthCheck;
import simulator.elb.ProbeAnswer;
import simulator.elb.TargetGroup;
import simulator.elb.Weights;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2AsyncClient;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealth;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthReasonEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthStateEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetTypeEnum;

class BalancingTest {

    private static final Duration INTERVAL = Duration.ofSeconds(10);

    @RegisterExtension
    private final Cloud cloud = new Cloud();

    private final AtomicReference<ProbeAnswer> answer = new AtomicReference<>(ProbeAnswer.OK);
    private ElasticLoadBalancingV2AsyncClient elb;
    private TargetGroup group;
    private String listener;

    @BeforeEach
    void balance() {
        elb = cloud.client(ElasticLoadBalancingV2AsyncClient.builder());
        var balancing = cloud.region().balancing();
        group = balancing.targetGroup("chat", 8005, HealthCheck.of("/health", INTERVAL));
        listener = balancing.listener(balancing.loadBalancer("peer"), 80, group.arn());
    }

    @Test
    void aTargetShouldBecomeHealthyWithItsFirstGoodAnswer() {
        group.register("10.0.1.4", 8005, _ -> answer.get());
        assertThat(health().reason()).isEqualTo(TargetHealthReasonEnum.ELB_REGISTRATION_IN_PROGRESS);

        cloud.pass(Duration.ofSeconds(3));

        assertThat(health().state()).isEqualTo(TargetHealthStateEnum.HEALTHY);
        assertThat(health().reason()).isNull();
    }

    @Test
    void aTargetThatFailsShouldBecomeUnhealthyAndSayWhy() {
        group.register("10.0.1.4", 8005, _ -> answer.get());
        cloud.pass(Duration.ofSeconds(3));
        answer.set(ProbeAnswer.status(503));

        cloud.pass(INTERVAL);
        assertThat(health().state()).isEqualTo(TargetHealthStateEnum.HEALTHY);
        cloud.pass(INTERVAL);

        assertThat(health().state()).isEqualTo(TargetHealthStateEnum.UNHEALTHY);
        assertThat(health().reason()).isEqualTo(TargetHealthReasonEnum.TARGET_RESPONSE_CODE_MISMATCH);
        assertThat(health().description()).isEqualTo("Health checks failed with these codes: [503]");
    }

    @Test
    void aTargetThatNeverAnswersShouldBeInitialUntilItHasFailedOftenEnough() {
        group.register("10.0.1.4", 8005, _ -> ProbeAnswer.SILENCE);
        cloud.pass(Duration.ofSeconds(3));
        assertThat(health().state()).isEqualTo(TargetHealthStateEnum.INITIAL);

        cloud.pass(INTERVAL);

        assertThat(health().reason()).isEqualTo(TargetHealthReasonEnum.TARGET_TIMEOUT);
    }

    @Test
    void aDeregisteredTargetShouldDrainAndGo() {
        group.drainingFor(Duration.ofSeconds(30)).register("10.0.1.4", 8005, _ -> ProbeAnswer.OK);
        cloud.pass(Duration.ofSeconds(3));

        group.deregister("10.0.1.4", 8005);

        assertThat(health().state()).isEqualTo(TargetHealthStateEnum.DRAINING);
        cloud.pass(Duration.ofSeconds(31));
        assertThat(elb.describeTargetHealth(request -> request.targetGroupArn(group.arn()))
                        .join()
                        .targetHealthDescriptions())
                .isEmpty();
        assertThat(elb.describeTargetHealth(request -> request.targetGroupArn(group.arn())
                                .targets(target -> target.id("10.0.1.4").port(8005)))
                        .join()
                        .targetHealthDescriptions()
                        .getFirst()
                        .targetHealth()
                        .reason())
                .isEqualTo(TargetHealthReasonEnum.TARGET_NOT_REGISTERED);
    }

    @Test
    void aBrokenCheckShouldFailHealthyTasks() {
        group.register("10.0.1.4", 8005, _ -> ProbeAnswer.OK);
        cloud.pass(Duration.ofSeconds(3));

        group.answerAllChecksWith(ProbeAnswer.status(404));
        cloud.pass(INTERVAL.multipliedBy(2));
        assertThat(health().state()).isEqualTo(TargetHealthStateEnum.UNHEALTHY);

        group.answerForThemselves();
        cloud.pass(INTERVAL.multipliedBy(2));
        assertThat(health().state()).isEqualTo(TargetHealthStateEnum.HEALTHY);
    }

    @Test
    void groupsListenersAndRulesShouldLeadToEachOther() {
        var green = cloud.region().balancing().targetGroup("chat-green", 8005, HealthCheck.DEFAULT);
        var rule = cloud.region()
                .balancing()
                .rule(listener, "10", "/chat-service-api/*", Weights.split(group.arn(), 90, green.arn()));

        var shown = elb.describeTargetGroups(request -> request.names("chat"))
                .join()
                .targetGroups()
                .getFirst();
        assertThat(shown.targetType()).isEqualTo(TargetTypeEnum.IP);
        assertThat(shown.port()).isEqualTo(8005);
        assertThat(elb.describeListeners(request ->
                                request.loadBalancerArn(shown.loadBalancerArns().getFirst()))
                        .join()
                        .listeners()
                        .getFirst()
                        .listenerArn())
                .isEqualTo(listener);
        var rules = elb.describeRules(request -> request.listenerArn(listener))
                .join()
                .rules();
        assertThat(rules).extracting(one -> one.priority()).containsExactly("default", "10");
        assertThat(rules.getLast().ruleArn()).isEqualTo(rule);
        assertThat(rules.getLast().actions().getFirst().forwardConfig().targetGroups())
                .extracting(one -> one.weight())
                .containsExactly(90, 10);
        assertThat(elb.describeTargetGroupAttributes(request -> request.targetGroupArn(green.arn()))
                        .join()
                        .attributes())
                .anySatisfy(attribute -> {
                    assertThat(attribute.key()).isEqualTo("deregistration_delay.timeout_seconds");
                    assertThat(attribute.value()).isEqualTo("300");
                });
    }

    @Test
    void whatIsNotThereShouldBeSaid() {
        assertThat(refusal(elb.describeTargetHealth(request -> request.targetGroupArn("arn:nothing"))))
                .isEqualTo("TargetGroupNotFound");
        assertThat(refusal(elb.describeRules(request -> request.ruleArns("arn:nothing"))))
                .isEqualTo("RuleNotFound");
    }

    private TargetHealth health() {
        return elb.describeTargetHealth(request -> request.targetGroupArn(group.arn()))
                .join()
                .targetHealthDescriptions()
                .getFirst()
                .targetHealth();
    }
}
