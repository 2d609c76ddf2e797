package simulator.ecs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import simulator.Fault;
import simulator.Place;
import simulator.SimulatedClock;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.Tag;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;
import software.amazon.awssdk.services.ecs.model.TaskDefinitionStatus;

/** The task definitions of an account in a region, by family and revision. */
final class TaskDefinitions {

    private final Place place;
    private final SimulatedClock clock;
    private final Map<String, List<Registered>> families = new LinkedHashMap<>();

    TaskDefinitions(Place place, SimulatedClock clock) {
        this.place = place;
        this.clock = clock;
    }

    Registered register(RegisterTaskDefinitionRequest request, String principal) {
        if (request.containerDefinitions().isEmpty()) {
            throw new Fault("ClientException", "Container definitions should not be empty.");
        }
        var revisions = families.computeIfAbsent(request.family(), family -> new ArrayList<>());
        var revision = revisions.size() + 1;
        var definition = Members.copy(request, TaskDefinition.builder())
                .taskDefinitionArn(place.arn("ecs", "task-definition/" + request.family() + ":" + revision))
                .revision(revision)
                .status(TaskDefinitionStatus.ACTIVE)
                .registeredAt(clock.instant())
                .registeredBy(principal)
                .compatibilitiesWithStrings("EC2", "FARGATE")
                .build();
        var registered = new Registered(definition, List.copyOf(request.tags()));
        revisions.add(registered);
        return registered;
    }

    /** By ARN, by family and revision, or by family: its latest active revision. */
    Optional<Registered> find(String nameOrArn) {
        var name = Name.last(nameOrArn);
        var colon = name.indexOf(':');
        if (colon >= 0) {
            var number = name.substring(colon + 1);
            return revisions(name.substring(0, colon)).stream()
                    .filter(one -> String.valueOf(one.definition().revision()).equals(number))
                    .findFirst();
        }
        return revisions(name).reversed().stream().filter(Registered::active).findFirst();
    }

    Registered get(String nameOrArn) {
        return find(nameOrArn).orElseThrow(() -> new Fault("ClientException", "Unable to describe task definition."));
    }

    /** One that tasks can be started from. */
    Registered startable(String nameOrArn) {
        var found = find(nameOrArn).orElseThrow(() -> new Fault("ClientException", "TaskDefinition not found."));
        if (!found.active()) {
            throw new Fault("ClientException", "TaskDefinition is inactive");
        }
        return found;
    }

    Registered deregister(String nameOrArn) {
        var found = get(nameOrArn);
        var inactive = new Registered(
                found.definition().toBuilder()
                        .status(TaskDefinitionStatus.INACTIVE)
                        .deregisteredAt(clock.instant())
                        .build(),
                found.tags());
        revisions(found.definition().family()).set(found.definition().revision() - 1, inactive);
        return inactive;
    }

    List<Registered> revisions(String family) {
        return families.getOrDefault(family, List.of());
    }

    List<Registered> all() {
        return families.values().stream().flatMap(List::stream).toList();
    }

    /** A registered revision with its tags, which ECS keeps apart. */
    record Registered(TaskDefinition definition, List<Tag> tags) {

        boolean active() {
            return definition.status() == TaskDefinitionStatus.ACTIVE;
        }

        String arn() {
            return definition.taskDefinitionArn();
        }
    }
}
