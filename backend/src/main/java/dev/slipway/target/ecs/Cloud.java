package dev.slipway.target.ecs;

import dev.slipway.artifact.Digest;
import dev.slipway.artifact.registry.Registries;
import dev.slipway.aws.Aws;
import dev.slipway.aws.AwsAccess;
import dev.slipway.aws.AwsClients;
import dev.slipway.aws.AwsUnavailable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import software.amazon.awssdk.services.applicationautoscaling.ApplicationAutoScalingAsyncClient;
import software.amazon.awssdk.services.applicationautoscaling.model.ScalableDimension;
import software.amazon.awssdk.services.applicationautoscaling.model.ScalableTarget;
import software.amazon.awssdk.services.applicationautoscaling.model.ServiceNamespace;
import software.amazon.awssdk.services.cloudwatch.CloudWatchAsyncClient;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsAsyncClient;
import software.amazon.awssdk.services.ecs.EcsAsyncClient;
import software.amazon.awssdk.services.ecs.model.ClientException;
import software.amazon.awssdk.services.ecs.model.Container;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.Tag;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;
import software.amazon.awssdk.services.ecs.model.TaskDefinitionField;
import software.amazon.awssdk.services.ecs.model.TaskField;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2AsyncClient;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthDescription;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sts.StsAsyncClient;

/** What the target asks AWS, as values. Descriptions of services and tasks are shared by all who ask at the same time. */
@Component
class Cloud {

    private static final int SERVICES_A_CALL = 10;
    private static final int TASKS_A_CALL = 100;
    private static final int DEFINITIONS_KEPT = 2_000;

    private final AwsClients clients;
    private final PlatformDigests platforms;
    private final DeploymentSights deployments = new DeploymentSights(this::ecs);
    private final Map<InCluster, Batch<String, Service>> services = new ConcurrentHashMap<>();
    private final Map<String, Described> definitions = new ConcurrentHashMap<>();
    private final Map<AwsAccess, String> accounts = new ConcurrentHashMap<>();

    Cloud(AwsClients clients, Registries registries) {
        this.clients = clients;
        this.platforms = new PlatformDigests(clients, registries);
    }

    /** What a container runs, by the digest that its definition pins where that leads to it. */
    Optional<Digest> digest(AwsAccess access, Container container) {
        var seen = container.imageDigest();
        return seen == null || !seen.startsWith("sha256:")
                ? Optional.empty()
                : platforms.of(access, container.image(), new Digest(seen));
    }

    private record InCluster(AwsAccess access, String cluster) {}

    /** A task definition with its tags; it never changes but for its status. */
    record Described(TaskDefinition definition, List<Tag> tags) {}

    EcsAsyncClient ecs(AwsAccess access) {
        return clients.get(access, EcsAsyncClient.class, EcsAsyncClient::builder);
    }

    DeploymentSights deployments() {
        return deployments;
    }

    CloudWatchLogsAsyncClient logs(AwsAccess access) {
        return clients.get(access, CloudWatchLogsAsyncClient.class, CloudWatchLogsAsyncClient::builder);
    }

    CloudWatchAsyncClient watch(AwsAccess access) {
        return clients.get(access, CloudWatchAsyncClient.class, CloudWatchAsyncClient::builder);
    }

    SqsAsyncClient sqs(AwsAccess access) {
        return clients.get(access, SqsAsyncClient.class, SqsAsyncClient::builder);
    }

    /** The account the credentials belong to; asked once. */
    String account(AwsAccess access) throws AwsUnavailable {
        var known = accounts.get(access);
        if (known != null) {
            return known;
        }
        var sts = clients.get(access, StsAsyncClient.class, StsAsyncClient::builder);
        var account = Aws.await(sts.getCallerIdentity()).account();
        accounts.put(access, account);
        return account;
    }

    /** Empty if there is none, or it was deleted. */
    Optional<Service> service(EcsSettings.Place place) throws AwsUnavailable {
        var key = new InCluster(place.access(), place.cluster());
        return services.computeIfAbsent(key, _ -> new Batch<>(SERVICES_A_CALL, names -> describe(key, names)))
                .get(place.service());
    }

    /** Those of up to ten services that there are, by name, in one call. */
    Map<String, Service> services(AwsAccess access, String cluster, List<String> names) throws AwsUnavailable {
        return describe(new InCluster(access, cluster), names);
    }

    private Map<String, Service> describe(InCluster where, List<String> names) throws AwsUnavailable {
        var answer = Aws.await(ecs(where.access())
                .describeServices(request -> request.cluster(where.cluster()).services(names)));
        var found = new ConcurrentHashMap<String, Service>();
        for (var service : answer.services()) {
            if (!"INACTIVE".equals(service.status())) {
                found.put(service.serviceName(), service);
            }
        }
        return found;
    }

    /** Tasks of a service; those that have stopped are listed for about an hour. */
    List<Task> tasks(EcsSettings.Place place, boolean stopped) throws AwsUnavailable {
        var ecs = ecs(place.access());
        var arns = new java.util.ArrayList<String>();
        String token = null;
        do {
            var from = token;
            var page = Aws.await(ecs.listTasks(request -> request.cluster(place.cluster())
                    .serviceName(place.service())
                    .desiredStatus(stopped ? "STOPPED" : "RUNNING")
                    .nextToken(from)));
            arns.addAll(page.taskArns());
            token = page.nextToken();
        } while (token != null);
        var tasks = new java.util.ArrayList<Task>();
        for (var at = 0; at < arns.size(); at += TASKS_A_CALL) {
            tasks.addAll(describeTasks(place, arns.subList(at, Math.min(arns.size(), at + TASKS_A_CALL))));
        }
        return tasks;
    }

    /** What ECS knows of these tasks; it may not know a new one yet, and forgets a stopped one after about an hour. */
    List<Task> describeTasks(EcsSettings.Place place, List<String> arns) throws AwsUnavailable {
        return Aws.await(ecs(place.access())
                        .describeTasks(request ->
                                request.cluster(place.cluster()).tasks(arns).include(TaskField.TAGS)))
                .tasks();
    }

    /** A task definition as it was registered. */
    Described definition(AwsAccess access, String definition) throws AwsUnavailable {
        var known = definitions.get(definition);
        return known == null ? definitionNow(access, definition).orElseThrow() : known;
    }

    /** Without asking; null if it was not asked for yet. */
    @Nullable
    Described knownDefinition(String arn) {
        return definitions.get(arn);
    }

    /** As it is now, by ARN, {@code family:revision}, or the newest of a family; empty if there is none. */
    Optional<Described> definitionNow(AwsAccess access, String definition) throws AwsUnavailable {
        try {
            var answer = Aws.await(ecs(access)
                    .describeTaskDefinition(
                            request -> request.taskDefinition(definition).include(TaskDefinitionField.TAGS)));
            return Optional.of(keep(new Described(answer.taskDefinition(), answer.tags())));
        } catch (ClientException e) {
            // "Unable to describe task definition." is all it says of one that is not there.
            return Optional.empty();
        }
    }

    /** Registers it; answers its ARN. */
    String register(AwsAccess access, RegisterTaskDefinitionRequest request) throws AwsUnavailable {
        var answer = Aws.await(ecs(access).registerTaskDefinition(request));
        return keep(new Described(answer.taskDefinition(), answer.tags()))
                .definition()
                .taskDefinitionArn();
    }

    private Described keep(Described described) {
        if (definitions.size() > DEFINITIONS_KEPT) {
            definitions.clear();
        }
        definitions.put(described.definition().taskDefinitionArn(), described);
        return described;
    }

    /** State and reason of each target of a target group. */
    List<TargetHealthDescription> targets(AwsAccess access, String targetGroup) throws AwsUnavailable {
        var balancers = clients.get(
                access, ElasticLoadBalancingV2AsyncClient.class, ElasticLoadBalancingV2AsyncClient::builder);
        return Aws.await(balancers.describeTargetHealth(request -> request.targetGroupArn(targetGroup)))
                .targetHealthDescriptions();
    }

    /** ARNs of the load balancers that forward to any of these target groups. */
    SortedSet<String> balancers(AwsAccess access, List<String> groups) throws AwsUnavailable {
        var balancers = clients.get(
                access, ElasticLoadBalancingV2AsyncClient.class, ElasticLoadBalancingV2AsyncClient::builder);
        return Aws.await(balancers.describeTargetGroups(request -> request.targetGroupArns(groups)))
                .targetGroups()
                .stream()
                .flatMap(group -> group.loadBalancerArns().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The load balancer that forwards to each of up to twenty target groups; none where nothing does. */
    Map<String, String> balancersOf(AwsAccess access, List<String> groups) throws AwsUnavailable {
        var balancers = clients.get(
                access, ElasticLoadBalancingV2AsyncClient.class, ElasticLoadBalancingV2AsyncClient::builder);
        return Aws.await(balancers.describeTargetGroups(request -> request.targetGroupArns(groups)))
                .targetGroups()
                .stream()
                .filter(group -> !group.loadBalancerArns().isEmpty())
                .collect(Collectors.toMap(
                        group -> group.targetGroupArn(),
                        group -> group.loadBalancerArns().getFirst()));
    }

    /** Between how many tasks auto-scaling keeps the service; empty if nothing scales it. */
    Optional<ScalableTarget> bounds(EcsSettings.Place place) throws AwsUnavailable {
        return Aws.await(scaling(place.access())
                        .describeScalableTargets(request -> request.serviceNamespace(ServiceNamespace.ECS)
                                .scalableDimension(ScalableDimension.ECS_SERVICE_DESIRED_COUNT)
                                .resourceIds(scaled(place))))
                .scalableTargets()
                .stream()
                .findFirst();
    }

    /** What auto-scaling calls a service. */
    static String scaled(EcsSettings.Place place) {
        return "service/" + Arn.name(place.cluster()) + "/" + Arn.name(place.service());
    }

    ApplicationAutoScalingAsyncClient scaling(AwsAccess access) {
        return clients.get(access, ApplicationAutoScalingAsyncClient.class, ApplicationAutoScalingAsyncClient::builder);
    }
}
