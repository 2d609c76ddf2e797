package dev.slipway.cost.web;

import dev.slipway.cost.Costs;
import dev.slipway.identity.Permission;
import dev.slipway.identity.Requires;
import dev.slipway.target.PlacementKey;
import dev.slipway.web.NotFound;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import reactor.core.publisher.Mono;

/** What a project costs, and the difference that a deployment would make. */
@Controller
@RequestMapping("/projects/{project}/cost")
class CostPages {

    private final Costs costs;

    CostPages(Costs costs) {
        this.costs = costs;
    }

    @GetMapping
    @Requires(Permission.VIEW)
    Mono<String> page(@PathVariable String project, Model model) {
        return costs.report(project)
                .switchIfEmpty(Mono.error(() -> new NotFound("There is no project " + project + ".")))
                .map(report -> {
                    model.addAttribute("project", project);
                    model.addAttribute("view", CostView.of(report));
                    return "cost/page";
                });
    }

    /** A line of the deploy preview; empty when the size stays as it is. */
    @GetMapping("/change")
    @Requires(Permission.VIEW)
    Mono<String> change(
            @PathVariable String project, @RequestParam String environment, @RequestParam String service, Model model) {
        return costs.change(new PlacementKey(project, environment, service))
                .map(CostChange::of)
                .doOnNext(change -> model.addAttribute("change", change))
                .thenReturn("cost/change :: change");
    }
}
