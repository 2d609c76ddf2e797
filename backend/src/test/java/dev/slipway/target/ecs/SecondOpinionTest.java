package dev.slipway.target.ecs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.aws.AwsAccess;
import dev.slipway.aws.AwsClients;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import simulator.Simulator;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.core.util.SdkAutoConstructMap;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsAsyncClient;
import software.amazon.awssdk.services.ecs.EcsAsyncClient;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sts.StsAsyncClient;

/**
 * What another emulator answers to the calls that both know, such as moto ({@code moto_server -p 5566}): whatever member it
 * gives must be in the simulator's answer, too. Runs where {@code AWS_ENDPOINT_URL} says where the other one is.
 */
class SecondOpinionTest {

    /** Defaults that moto 5.2 fills in where nothing was registered; Slipway takes their absence for the same. */
    private static final Set<String> DEFAULTS = Set.of(
            "DescribeClusters: clusters[].settings[].name",
            "DescribeClusters: clusters[].settings[].value",
            "DescribeTaskDefinition: taskDefinition.containerDefinitions[].cpu",
            "DescribeTaskDefinition: taskDefinition.containerDefinitions[].essential",
            "DescribeTaskDefinition: taskDefinition.networkMode",
            "RegisterTaskDefinition: taskDefinition.containerDefinitions[].cpu",
            "RegisterTaskDefinition: taskDefinition.containerDefinitions[].essential",
            "RegisterTaskDefinition: taskDefinition.networkMode");

    /** Another name each time: the other emulator may have been asked before. */
    private static final String TASK =
            "second-opinion-" + ProcessHandle.current().pid();

    @Test
    void membersOfAnswersShouldBeThoseOfTheOtherEmulator() {
        var address = System.getenv("AWS_ENDPOINT_URL");
        Assumptions.assumeTrue(
                address != null,
                "SKIPPED: no second opinion on AWS's shapes. Start moto_server -p 5566 and set"
                        + " AWS_ENDPOINT_URL=http://127.0.0.1:5566");
        try (var cloud = Simulator.start()) {
            cloud.in(EcsStage.PLACE).logs().group("/ecs/" + TASK);
            cloud.in(EcsStage.PLACE).queues().queue(TASK);
            cloud.ecs(EcsStage.PLACE).cluster(TASK);
            var own = answers(cloud.endpoint());
            var others = answers(prepared(URI.create(Objects.requireNonNull(address))));
            var missing = new TreeSet<String>();
            others.forEach((call, answer) -> {
                var known = members(Objects.requireNonNull(own.get(call)));
                members(answer).stream()
                        .filter(member -> !known.contains(member))
                        .map(member -> call + ": " + member)
                        .forEach(missing::add);
            });
            missing.removeAll(DEFAULTS);
            assertThat(missing)
                    .as("members that the other emulator answers with and the simulator does not")
                    .isEmpty();
        }
    }

    /** The simulator has these by its own means; another emulator is told by AWS's. */
    private static URI prepared(URI other) {
        try (var clients = new Closing(other)) {
            var ecs = clients.of().get(access(), EcsAsyncClient.class, EcsAsyncClient::builder);
            ecs.createCluster(request -> request.clusterName(TASK)).join();
            var logs = clients.of().get(access(), CloudWatchLogsAsyncClient.class, CloudWatchLogsAsyncClient::builder);
            logs.createLogGroup(request -> request.logGroupName("/ecs/" + TASK)).join();
            var sqs = clients.of().get(access(), SqsAsyncClient.class, SqsAsyncClient::builder);
            sqs.createQueue(request -> request.queueName(TASK)).join();
            return other;
        }
    }

    /** The same calls, in the same order, by name. */
    private static Map<String, SdkPojo> answers(URI endpoint) {
        try (var clients = new Closing(endpoint)) {
            var answers = new LinkedHashMap<String, SdkPojo>();
            var ecs = clients.of().get(access(), EcsAsyncClient.class, EcsAsyncClient::builder);
            var sts = clients.of().get(access(), StsAsyncClient.class, StsAsyncClient::builder);
            var sqs = clients.of().get(access(), SqsAsyncClient.class, SqsAsyncClient::builder);
            var logs = clients.of().get(access(), CloudWatchLogsAsyncClient.class, CloudWatchLogsAsyncClient::builder);
            answers.put("GetCallerIdentity", sts.getCallerIdentity().join());
            answers.put(
                    "DescribeClusters",
                    ecs.describeClusters(request -> request.clusters(TASK)).join());
            answers.put(
                    "RegisterTaskDefinition",
                    ecs.registerTaskDefinition(request -> request.family(TASK)
                                    .containerDefinitions(container ->
                                            container.name("web").image("web:1").memory(128)))
                            .join());
            answers.put(
                    "DescribeTaskDefinition",
                    ecs.describeTaskDefinition(request -> request.taskDefinition(TASK))
                            .join());
            answers.put(
                    "ListTaskDefinitions",
                    ecs.listTaskDefinitions(request -> request.familyPrefix(TASK))
                            .join());
            answers.put(
                    "DescribeServices",
                    ecs.describeServices(request -> request.cluster(TASK).services("none"))
                            .join());
            answers.put(
                    "DescribeLogGroups",
                    logs.describeLogGroups(request -> request.logGroupNamePrefix("/ecs/" + TASK))
                            .join());
            var queue = sqs.getQueueUrl(request -> request.queueName(TASK)).join();
            answers.put("GetQueueUrl", queue);
            answers.put(
                    "SendMessage",
                    sqs.sendMessage(request ->
                                    request.queueUrl(queue.queueUrl()).messageBody("one"))
                            .join());
            answers.put(
                    "ReceiveMessage",
                    sqs.receiveMessage(request -> request.queueUrl(queue.queueUrl()))
                            .join());
            return answers;
        }
    }

    private static AwsAccess access() {
        return AwsAccess.of(EcsStage.PLACE.region());
    }

    /** Clients of one endpoint. */
    private record Closing(AwsClients of) implements AutoCloseable {

        Closing(URI endpoint) {
            this(new AwsClients(
                    endpoint,
                    new SimpleMeterRegistry(),
                    InstantSource.system(),
                    () -> StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIAPORTAL", "secret"))));
        }

        @Override
        public void close() {
            of.destroy();
        }
    }

    /** Paths of the members that are set, such as {@code services[].deployments[].id}. */
    private static Set<String> members(SdkPojo answer) {
        var paths = new TreeSet<String>();
        add("", answer, paths);
        return paths;
    }

    private static void add(String path, @Nullable Object value, Set<String> paths) {
        switch (value) {
            case null -> {}
            case SdkAutoConstructList<?> _ -> {}
            case SdkAutoConstructMap<?, ?> _ -> {}
            case SdkPojo pojo ->
                pojo.sdkFields()
                        .forEach(field -> add(
                                path + (path.isEmpty() ? "" : ".") + lower(field.memberName()),
                                field.getValueOrDefault(pojo),
                                paths));
            case Collection<?> many when !many.isEmpty() -> many.forEach(one -> add(path + "[]", one, paths));
            case Collection<?> _ -> {}
            case Map<?, ?> map when map.isEmpty() -> {}
            default -> paths.add(path);
        }
    }

    private static String lower(String name) {
        return Character.toLowerCase(name.charAt(0)) + name.substring(1);
    }
}
