package simulator.ecs;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import simulator.Fault;

/** A cluster: its services and the tasks it still knows. */
final class Cluster {

    private final String name;
    private final String arn;
    private final Map<String, FargateService> services = new LinkedHashMap<>();
    private final Map<String, FargateTask> tasks = new LinkedHashMap<>();
    private final TaskRuns runs = new TaskRuns();

    Cluster(String name, String arn) {
        this.name = name;
        this.arn = arn;
    }

    String name() {
        return name;
    }

    String arn() {
        return arn;
    }

    TaskRuns runs() {
        return runs;
    }

    void add(FargateService service) {
        services.put(service.name(), service);
    }

    void add(FargateTask task) {
        tasks.put(task.id(), task);
    }

    void forget(FargateTask task) {
        tasks.remove(task.id());
    }

    Optional<FargateService> service(String nameOrArn) {
        return Optional.ofNullable(services.get(Name.last(nameOrArn)));
    }

    FargateService known(String nameOrArn) {
        return service(nameOrArn).orElseThrow(() -> new Fault("ServiceNotFoundException", "Service not found."));
    }

    Optional<FargateTask> task(String idOrArn) {
        return Optional.ofNullable(tasks.get(Name.last(idOrArn)));
    }

    List<FargateService> services() {
        return List.copyOf(services.values());
    }

    List<FargateTask> tasks() {
        return List.copyOf(tasks.values());
    }
}
