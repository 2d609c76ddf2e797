package dev.slipway.catalog.web;

import dev.slipway.catalog.Placement;
import dev.slipway.catalog.PlacementStates;
import dev.slipway.catalog.definition.CurrentDefinitions;
import dev.slipway.catalog.definition.ProjectDefinition;
import dev.slipway.identity.Access;
import dev.slipway.identity.Permission;
import dev.slipway.identity.Requires;
import dev.slipway.target.Targets;
import dev.slipway.web.NotFound;
import java.util.List;
import java.util.function.Predicate;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.reactive.result.view.Rendering;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A service with its environments, an environment with its services, and where every variable comes from. */
@Controller
class PlacementPages {

    private final CurrentDefinitions definitions;
    private final ObjectProvider<PlacementStates> states;
    private final Targets targets;

    PlacementPages(CurrentDefinitions definitions, ObjectProvider<PlacementStates> states, Targets targets) {
        this.definitions = definitions;
        this.states = states;
        this.targets = targets;
    }

    @GetMapping("/projects/{project}/services/{service}")
    @Requires(Permission.VIEW)
    Mono<Rendering> service(@PathVariable String project, @PathVariable String service, Access access) {
        return definition(project)
                .flatMap(definition -> Mono.justOrEmpty(definition.project().service(service))
                        .switchIfEmpty(Mono.error(
                                () -> new NotFound("There is no service %s in project %s".formatted(service, project))))
                        .flatMap(found -> placed(
                                        definition,
                                        access,
                                        p -> p.service().key().equals(service))
                                .map(placements -> Rendering.view("catalog/service")
                                        .modelAttribute("owner", definition.project())
                                        .modelAttribute("service", found)
                                        .modelAttribute("tellingMore", targets.tellingMore())
                                        .modelAttribute("placements", placements)
                                        .build())));
    }

    @GetMapping("/projects/{project}/environments/{environment}")
    @Requires(Permission.VIEW)
    Mono<Rendering> environment(@PathVariable String project, @PathVariable String environment, Access access) {
        return definition(project)
                .flatMap(definition -> Mono.justOrEmpty(definition.project().environment(environment))
                        .switchIfEmpty(Mono.error(() -> new NotFound(
                                "There is no environment %s in project %s".formatted(environment, project))))
                        .flatMap(found -> placed(
                                        definition,
                                        access,
                                        p -> p.environment().key().equals(environment))
                                .map(placements -> Rendering.view("catalog/environment")
                                        .modelAttribute("owner", definition.project())
                                        .modelAttribute("environment", found)
                                        .modelAttribute("promotesTo", promotesTo(definition, environment))
                                        .modelAttribute("placements", placements)
                                        .build())));
    }

    @GetMapping("/projects/{project}/variables")
    @Requires(Permission.VIEW)
    Mono<Rendering> variables(@PathVariable String project, Access access) {
        return definition(project)
                .flatMap(definition -> placed(definition, access, p -> true)
                        .map(placements -> Rendering.view("catalog/variables")
                                .modelAttribute("owner", definition.project())
                                .modelAttribute("placements", placements)
                                .build()));
    }

    private Mono<ProjectDefinition> definition(String project) {
        return definitions.of(project).switchIfEmpty(Mono.error(() -> DefinitionApi.missing(project)));
    }

    private Mono<List<Placed>> placed(ProjectDefinition definition, Access access, Predicate<Placement> which) {
        var secrets = access.may(Permission.EDIT);
        return Flux.fromIterable(definition.placements())
                .filter(which)
                .concatMap(placement -> Flux.fromStream(states.orderedStream())
                        .concatMap(known -> known.of(placement))
                        .next()
                        .map(state -> Placed.of(definition, placement, state, secrets))
                        .switchIfEmpty(Mono.fromCallable(() -> Placed.of(definition, placement, null, secrets))))
                .collectList();
    }

    private static List<String> promotesTo(ProjectDefinition definition, String environment) {
        return definition.project().environments().stream()
                .filter(other -> other.promotesFrom().contains(environment))
                .map(dev.slipway.catalog.Environment::key)
                .toList();
    }
}
