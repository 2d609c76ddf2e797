package dev.slipway.target.ecs.check;

import dev.slipway.artifact.registry.Image;
import dev.slipway.artifact.registry.Platform;
import dev.slipway.aws.Aws;
import dev.slipway.target.DeployOrder;
import dev.slipway.target.ecs.EcsSettings;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.services.ecs.model.CPUArchitecture;
import software.amazon.awssdk.services.ecs.model.ClientException;
import software.amazon.awssdk.services.ecs.model.ClusterNotFoundException;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.DescribeTaskDefinitionResponse;
import software.amazon.awssdk.services.ecs.model.Secret;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.ServiceField;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;
import software.amazon.awssdk.services.ecs.model.TaskDefinitionField;
import software.amazon.awssdk.services.iam.model.GetRoleResponse;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

/** What the checks of one run look at; each call to AWS is made once, when the first check needs it. */
public final class Facts {

    private final DeployOrder order;
    private final EcsSettings settings;
    private final Clients clients;
    private final InstantSource clock;
    private final Map<Object, Once<?>> asked = new ConcurrentHashMap<>();

    Facts(DeployOrder order, EcsSettings settings, Clients clients, InstantSource clock) {
        this.order = order;
        this.settings = settings;
        this.clients = clients;
        this.clock = clock;
    }

    public DeployOrder order() {
        return order;
    }

    public EcsSettings settings() {
        return settings;
    }

    public Clients aws() {
        return clients;
    }

    public InstantSource clock() {
        return clock;
    }

    /** Empty if there is none of this name. */
    public Optional<Service> service() throws Exception {
        return once("service", () -> {
            try {
                return Aws.await(clients.ecs()
                                .describeServices(request -> request.cluster(
                                                settings.place().cluster())
                                        .services(settings.place().service())
                                        .include(ServiceField.TAGS)))
                        .services()
                        .stream()
                        .findFirst();
            } catch (ClusterNotFoundException e) {
                throw new Untold("there is no cluster " + settings.place().cluster());
            }
        });
    }

    /** The service, which must be there for the question to make sense. */
    public Service existing() throws Exception {
        return service().orElseThrow(() -> new Untold("there is no service " + settings.place()));
    }

    /**
     * The definition that would be replaced, with its tags: the one the service runs; for a new service the newest of
     * its family. Empty if there is none.
     */
    public Optional<DescribeTaskDefinitionResponse> replaced() throws Exception {
        return once("replaced", () -> {
            var family = settings.family() == null ? settings.place().service() : settings.family();
            return definition(service().map(Service::taskDefinition).orElse(family));
        });
    }

    /** A definition by its name or ARN, with its tags; empty if there is none. */
    public Optional<DescribeTaskDefinitionResponse> definition(String name) throws Exception {
        return once(List.of("definition", name), () -> {
            try {
                return Optional.of(Aws.await(clients.ecs()
                        .describeTaskDefinition(
                                request -> request.taskDefinition(name).include(TaskDefinitionField.TAGS))));
            } catch (ClientException e) {
                return Optional.<DescribeTaskDefinitionResponse>empty();
            }
        });
    }

    /** The definition the release changes the images of. */
    public TaskDefinition base() throws Exception {
        return replaced()
                .map(DescribeTaskDefinitionResponse::taskDefinition)
                .orElseThrow(() -> new Untold("there is no task definition to start from"));
    }

    /** The release's images with the containers that are to run them. */
    public List<ReleaseImage> images() throws Exception {
        return ReleaseImages.of(order.revision(), settings, base());
    }

    /** An image as its registry knows it, for the platform the tasks run on. */
    public Image image(ReleaseImage image) throws Exception {
        return once(
                List.of("image", image.name(), image.digest()),
                () -> clients.registry(image.name()).image(image.name().repository(), image.digest(), platform()));
    }

    /** The image's content for the platform; it is another check's to say that there is none. */
    public Image.Content content(ReleaseImage image) throws Exception {
        var content = image(image).content();
        if (content == null) {
            throw new Untold(image + " has nothing for " + platform());
        }
        return content;
    }

    /** Linux on x86 unless the definition says otherwise (ECS API, RuntimePlatform). */
    public Platform platform() throws Exception {
        var runtime = base().runtimePlatform();
        if (runtime == null) {
            return Platform.LINUX_AMD64;
        }
        var windows = String.valueOf(runtime.operatingSystemFamilyAsString()).startsWith("WINDOWS");
        var arm = runtime.cpuArchitecture() == CPUArchitecture.ARM64;
        return new Platform(windows ? "windows" : "linux", arm ? "arm64" : "amd64");
    }

    public GetCallerIdentityResponse caller() throws Exception {
        return once("caller", () -> Aws.await(clients.sts().getCallerIdentity()));
    }

    /** @param arn of a role */
    public GetRoleResponse role(String arn) throws Exception {
        var name = arn.substring(arn.lastIndexOf('/') + 1);
        return once(List.of("role", name), () -> Aws.await(clients.iam().getRole(request -> request.roleName(name))));
    }

    /** References to secrets and parameters of all containers. */
    public static List<Secret> secrets(TaskDefinition definition) {
        return definition.containerDefinitions().stream()
                .map(ContainerDefinition::secrets)
                .flatMap(List::stream)
                .distinct()
                .toList();
    }

    /** How many tasks the service is to have: as it has, and if it has none, what the settings say. */
    public int desired() throws Exception {
        return service()
                .map(Service::desiredCount)
                .filter(count -> count > 0)
                .orElse(settings.size().desired());
    }

    private interface Ask<T> {
        T now() throws Exception;
    }

    private <T> T once(Object key, Ask<T> ask) throws Exception {
        @SuppressWarnings("unchecked") // a key always stands for the same question
        var once = (Once<T>) asked.computeIfAbsent(key, _ -> new Once<>(ask::now));
        return once.get();
    }
}
