package simulator.ecs;

import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import simulator.Clients;
import simulator.Place;
import simulator.Sessions;
import simulator.Simulator;
import simulator.ecr.ImageContent;
import software.amazon.awssdk.services.ecs.EcsAsyncClient;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.ServiceDeployment;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.ecs.model.UpdateServiceRequest;

/** A simulated cloud with one service, talked to by the SDK's own client. */
final class EcsCloud implements AutoCloseable {

    static final Place PLACE = new Place(Sessions.DEFAULT_ACCOUNT, "eu-central-1");
    static final String CLUSTER = "prod";
    static final String SERVICE = "user";

    final Simulator cloud = Simulator.start();
    final Ecs ecs = cloud.ecs(PLACE);
    final EcsAsyncClient client = Clients.of(EcsAsyncClient.builder(), cloud.endpoint());
    final String first = push("1.0.0");
    final String second = push("1.1.0");

    /** Pushes an image. Returns its digest. */
    private String push(String version) {
        return cloud.in(PLACE)
                .images()
                .push(SERVICE, ImageContent.exemplary(SERVICE, version, "c0ffee", 8080), version);
    }

    String reference(String digest) {
        return PLACE.registryHost() + "/" + SERVICE + "@" + digest;
    }

    ServiceSetup service() {
        return ecs.service(CLUSTER, SERVICE);
    }

    /** Registers the next revision with this image. Returns its ARN. */
    String register(String digest) {
        var current = client.describeTaskDefinition(request -> request.taskDefinition(SERVICE))
                .join()
                .taskDefinition();
        return client.registerTaskDefinition(request -> request.family(SERVICE)
                        .cpu(current.cpu())
                        .memory(current.memory())
                        .networkMode(current.networkMode())
                        .requiresCompatibilities(current.requiresCompatibilities())
                        .containerDefinitions(current.containerDefinitions().stream()
                                .map(container -> container.toBuilder()
                                        .image(reference(digest))
                                        .build())
                                .toArray(ContainerDefinition[]::new)))
                .join()
                .taskDefinition()
                .taskDefinitionArn();
    }

    /** Deploys this image. Returns the service-deployment ARN. */
    String deploy(String digest) {
        var definition = register(digest);
        update(request -> request.taskDefinition(definition));
        return latest();
    }

    void update(Consumer<UpdateServiceRequest.Builder> change) {
        client.updateService(request -> {
                    request.cluster(CLUSTER).service(SERVICE);
                    change.accept(request);
                })
                .join();
    }

    String latest() {
        return client.listServiceDeployments(request -> request.cluster(CLUSTER).service(SERVICE))
                .join()
                .serviceDeployments()
                .getFirst()
                .serviceDeploymentArn();
    }

    Service shown() {
        return client.describeServices(request -> request.cluster(CLUSTER).services(SERVICE))
                .join()
                .services()
                .getFirst();
    }

    ServiceDeployment deployment(String arn) {
        return client.describeServiceDeployments(request -> request.serviceDeploymentArns(arn))
                .join()
                .serviceDeployments()
                .getFirst();
    }

    List<Task> tasks() {
        var arns = ecs.tasks(CLUSTER, SERVICE);
        return arns.isEmpty()
                ? List.of()
                : client.describeTasks(request -> request.cluster(CLUSTER).tasks(arns))
                        .join()
                        .tasks();
    }

    /** Lets time pass until that holds, at most an hour. */
    void until(BooleanSupplier condition) {
        for (int i = 0; i < 3600 && !condition.getAsBoolean(); i++) {
            cloud.clock().advance(Duration.ofSeconds(1));
        }
        if (!condition.getAsBoolean()) {
            throw new AssertionError("It did not come true in an hour");
        }
    }

    /** Lets time pass until the deployment is in this state. */
    void untilStatus(String arn, String status) {
        until(() -> deployment(arn).statusAsString().equals(status));
    }

    List<String> events() {
        return shown().events().stream().map(event -> event.message()).toList();
    }

    @Override
    public void close() {
        client.close();
        cloud.close();
        if (!cloud.violations().isEmpty()) {
            throw new AssertionError(cloud.violations());
        }
    }
}
