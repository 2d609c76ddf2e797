package dev.slipway.cost.web;

import dev.slipway.cost.Costs;
import dev.slipway.identity.Permission;
import dev.slipway.identity.Requires;
import dev.slipway.web.NotFound;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** The cost estimate for programs. */
@RestController
@Tag(name = "Cost estimate")
class CostApi {

    private final Costs costs;

    CostApi(Costs costs) {
        this.costs = costs;
    }

    @GetMapping("/api/v1/projects/{project}/cost")
    @Requires(Permission.VIEW)
    @Operation(
            summary = "What a project costs, estimated",
            description =
                    "A month of 730 hours by what each placement reserves and a dated table of prices; what it would"
                        + " cost after the next deployment where that differs. What cannot be told is NOT_KNOWN, never"
                        + " 0, and counted beside each sum.")
    Mono<CostAnswer> cost(@PathVariable String project) {
        return costs.report(project)
                .switchIfEmpty(Mono.error(() -> new NotFound("There is no project " + project + ".")))
                .map(CostAnswer::of);
    }
}
