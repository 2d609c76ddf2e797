package simulator.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import simulator.Api;
import simulator.Calls;
import simulator.Clients;
import simulator.Fault;
import simulator.Sessions;
import simulator.SimulatedClock;
import simulator.Violation;
import simulator.Violations;
import simulator.fault.Faults;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.cloudwatch.CloudWatchAsyncClient;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataRequest;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataResponse;
import software.amazon.awssdk.services.ec2.Ec2AsyncClient;
import software.amazon.awssdk.services.ec2.model.DescribeSubnetsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSubnetsResponse;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ecs.EcsAsyncClient;
import software.amazon.awssdk.services.ecs.model.ClusterNotFoundException;
import software.amazon.awssdk.services.ecs.model.DescribeTasksRequest;
import software.amazon.awssdk.services.ecs.model.KeyValuePair;
import software.amazon.awssdk.services.ecs.model.RunTaskRequest;
import software.amazon.awssdk.services.ecs.model.RunTaskResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2AsyncClient;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeTargetHealthRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeTargetHealthResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthStateEnum;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageRequest;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageResponse;
import software.amazon.awssdk.services.sts.StsAsyncClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.AssumeRoleResponse;

/** Each protocol as the SDK's own clients speak it. */
class EndpointTest {

    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00.250Z");

    private final SimulatedClock clock = new SimulatedClock(NOON);
    private final Calls calls = new Calls();
    private final Violations violations = new Violations();
    private final Faults faults = new Faults(clock);
    private final List<SdkRequest> received = new ArrayList<>();
    private final Endpoint endpoint =
            new Endpoint(new Endpoint.World(clock, new Sessions(clock), faults, calls, violations), services(), 0);

    private List<Service> services() {
        return List.of(
                new Service(Api.ECS)
                        .on(RunTaskRequest.class, (request, caller) -> {
                            received.add(request);
                            return RunTaskResponse.builder()
                                    .tasks(task -> task.taskArn("arn:task").createdAt(clock.instant()))
                                    .failures(List.of())
                                    .build();
                        })
                        .on(DescribeTasksRequest.class, (request, caller) -> {
                            throw new Fault("ClusterNotFoundException", "Cluster not found.");
                        }),
                new Service(Api.ELASTIC_LOAD_BALANCING).on(DescribeTargetHealthRequest.class, (request, caller) -> {
                    received.add(request);
                    return DescribeTargetHealthResponse.builder()
                            .targetHealthDescriptions(
                                    one -> one.target(target ->
                                                    target.id("10.0.0.1").port(80))
                                            .targetHealth(health -> health.state(TargetHealthStateEnum.HEALTHY)),
                                    two -> two.target(target ->
                                                    target.id("10.0.0.2").port(80))
                                            .targetHealth(health ->
                                                    health.state("unhealthy").description("<4 & >5")))
                            .build();
                }),
                new Service(Api.EC2).on(DescribeSubnetsRequest.class, (request, caller) -> {
                    received.add(request);
                    return DescribeSubnetsResponse.builder()
                            .subnets(subnet -> subnet.subnetId("subnet-1")
                                    .availableIpAddressCount(7)
                                    .tags(Tag.builder().key("Name").value("a").build()))
                            .build();
                }),
                new Service(Api.CLOUD_WATCH).on(GetMetricDataRequest.class, (request, caller) -> {
                    received.add(request);
                    return GetMetricDataResponse.builder()
                            .metricDataResults(result ->
                                    result.id("a").timestamps(clock.instant()).values(1.5, 2.0))
                            .build();
                }),
                new Service(Api.SQS)
                        .on(
                                ReceiveMessageRequest.class,
                                (request, caller) -> ReceiveMessageResponse.builder()
                                        .messages(message -> message.body("{}")
                                                .md5OfBody("99914b932bd37a50b983c5e7c90ae93b")
                                                .attributes(Map.of(MessageSystemAttributeName.SENT_TIMESTAMP, "1")))
                                        .build()),
                new Service(Api.STS)
                        .on(
                                AssumeRoleRequest.class,
                                (request, caller) -> AssumeRoleResponse.builder()
                                        .credentials(credentials ->
                                                credentials.accessKeyId("k").expiration(clock.instant()))
                                        .packedPolicySize(3)
                                        .build()));
    }

    @AfterEach
    void close() {
        endpoint.close();
    }

    @Test
    void jsonShouldCarryStructuresListsAndTimes() {
        var answer = ecs().runTask(request -> request.taskDefinition("user:3")
                        .cluster("c")
                        .overrides(overrides -> overrides.containerOverrides(container -> container
                                .name("user")
                                .command("migrate", "--now")
                                .environment(KeyValuePair.builder()
                                        .name("a")
                                        .value("b")
                                        .build()))))
                .join();

        assertThat(answer.tasks().getFirst().createdAt()).isEqualTo(NOON);
        assertThat(answer.failures()).isEmpty();
        var request = (RunTaskRequest) received.getFirst();
        assertThat(request.overrides().containerOverrides().getFirst().command())
                .containsExactly("migrate", "--now");
        assertThat(calls.count(Api.ECS, "RunTask")).isOne();
        assertThat(violations.all()).isEmpty();
    }

    @Test
    void aRefusalShouldBeTheSdksOwnException() {
        assertThatThrownBy(
                        () -> ecs().describeTasks(request -> request.tasks("a")).join())
                .hasCauseInstanceOf(ClusterNotFoundException.class)
                .hasMessageContaining("Cluster not found.");
        assertThat(calls.all().getFirst().error()).isEqualTo("ClusterNotFoundException");
    }

    @Test
    void theQueryProtocolShouldCarryListsOfStructures() {
        var client = Clients.of(ElasticLoadBalancingV2AsyncClient.builder(), endpoint.url());
        var answer = client.describeTargetHealth(request -> request.targetGroupArn("arn:tg")
                        .targets(target -> target.id("10.0.0.1").port(80), target -> target.id("10.0.0.2")))
                .join();

        assertThat(answer.targetHealthDescriptions())
                .extracting(one -> one.targetHealth().stateAsString())
                .containsExactly("healthy", "unhealthy");
        assertThat(answer.targetHealthDescriptions().get(1).targetHealth().description())
                .isEqualTo("<4 & >5");
        var request = (DescribeTargetHealthRequest) received.getFirst();
        assertThat(request.targets()).extracting(target -> target.id()).containsExactly("10.0.0.1", "10.0.0.2");
    }

    @Test
    void ec2sVariantShouldNameItemsAndNumberLists() {
        var answer = Clients.of(Ec2AsyncClient.builder(), endpoint.url())
                .describeSubnets(request -> request.subnetIds("subnet-1")
                        .filters(filter -> filter.name("vpc-id").values("vpc-1", "vpc-2")))
                .join();

        assertThat(answer.subnets().getFirst().availableIpAddressCount()).isEqualTo(7);
        assertThat(answer.subnets().getFirst().tags().getFirst().value()).isEqualTo("a");
        var request = (DescribeSubnetsRequest) received.getFirst();
        assertThat(request.filters().getFirst().values()).containsExactly("vpc-1", "vpc-2");
    }

    @Test
    void cborShouldCarryTimesAndNumbers() {
        var answer = Clients.of(CloudWatchAsyncClient.builder(), endpoint.url())
                .getMetricData(request -> request.startTime(NOON)
                        .endTime(NOON.plusSeconds(60))
                        .metricDataQueries(query -> query.id("a")
                                .metricStat(stat ->
                                        stat.period(60).stat("Sum").metric(metric -> metric.namespace("AWS/ECS")))))
                .join();

        assertThat(answer.metricDataResults().getFirst().timestamps()).containsExactly(NOON);
        assertThat(answer.metricDataResults().getFirst().values()).containsExactly(1.5, 2.0);
        assertThat(((GetMetricDataRequest) received.getFirst()).startTime()).isEqualTo(NOON);
    }

    @Test
    void everyApiShouldBeFoundOnTheOneEndpoint() {
        assertThat(Clients.of(SqsAsyncClient.builder(), endpoint.url())
                        .receiveMessage(request -> request.queueUrl("q"))
                        .join()
                        .messages()
                        .getFirst()
                        .attributes())
                .containsEntry(MessageSystemAttributeName.SENT_TIMESTAMP, "1");
        assertThat(Clients.of(StsAsyncClient.builder(), endpoint.url())
                        .assumeRole(request -> request.roleArn("arn:role").roleSessionName("s"))
                        .join()
                        .credentials()
                        .expiration())
                .isEqualTo(NOON);
    }

    @Test
    void aMissingRequiredMemberShouldBeAViolation() {
        assertThatThrownBy(() -> ecs().runTask(request -> request.cluster("c")
                                .networkConfiguration(network -> network.awsvpcConfiguration(
                                        vpc -> vpc.subnets(List.of()).securityGroups("sg"))))
                        .join())
                .hasCauseInstanceOf(AwsServiceException.class);
        assertThat(violations.all())
                .extracting(Violation::toString)
                .containsExactly("ecs:RunTask: missing required member taskDefinition");
    }

    @Test
    void anOperationThatIsNotSimulatedShouldBeAViolation() {
        assertThatThrownBy(() -> ecs().listClusters().join()).hasCauseInstanceOf(AwsServiceException.class);
        assertThat(violations.all())
                .extracting(Violation::toString)
                .containsExactly("ecs:ListClusters: is not simulated");
    }

    @Test
    void throttlingShouldBeWhatTheSdkRetries() {
        faults.on(Api.ECS, "RunTask").times(2).throttled();

        var answer = Clients.of(EcsAsyncClient.builder(), endpoint.url(), 3)
                .runTask(request -> request.taskDefinition("user:3"))
                .join();

        assertThat(answer.tasks()).hasSize(1);
        assertThat(calls.of(Api.ECS, "RunTask"))
                .extracting(call -> call.error())
                .containsExactly("ThrottlingException", "ThrottlingException", "");
    }

    @Test
    void throttlingOfEachProtocolShouldBeKnownAsSuch() {
        faults.everywhere().throttled();

        for (Runnable call : List.<Runnable>of(
                () -> ecs().runTask(request -> request.taskDefinition("a")).join(),
                () -> Clients.of(ElasticLoadBalancingV2AsyncClient.builder(), endpoint.url())
                        .describeTargetHealth(request -> request.targetGroupArn("a"))
                        .join(),
                () -> Clients.of(Ec2AsyncClient.builder(), endpoint.url())
                        .describeSubnets()
                        .join(),
                () -> Clients.of(SqsAsyncClient.builder(), endpoint.url())
                        .receiveMessage(request -> request.queueUrl("q"))
                        .join(),
                () -> Clients.of(CloudWatchAsyncClient.builder(), endpoint.url())
                        .getMetricData(request ->
                                request.startTime(NOON).endTime(NOON).metricDataQueries(query -> query.id("a")))
                        .join())) {
            assertThatThrownBy(call::run)
                    .cause()
                    .isInstanceOfSatisfying(
                            AwsServiceException.class,
                            refused ->
                                    assertThat(refused.isThrottlingException()).isTrue());
        }
    }

    @Test
    void anUnreachableServiceShouldBeNoAnswerAtAll() {
        faults.on(Api.ECS).times(1).unreachable();

        assertThatThrownBy(() ->
                        ecs().runTask(request -> request.taskDefinition("a")).join())
                .hasCauseInstanceOf(SdkClientException.class);
        assertThat(received).isEmpty();
    }

    @Test
    void aLostAnswerShouldBeACallThatTookEffect() {
        faults.on(Api.ECS).times(1).answerLost();

        assertThatThrownBy(() ->
                        ecs().runTask(request -> request.taskDefinition("a")).join())
                .hasCauseInstanceOf(SdkClientException.class);
        assertThat(received).hasSize(1);
    }

    private EcsAsyncClient ecs() {
        return Clients.of(EcsAsyncClient.builder(), endpoint.url());
    }
}
