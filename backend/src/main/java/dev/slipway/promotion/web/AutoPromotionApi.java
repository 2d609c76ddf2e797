package dev.slipway.promotion.web;

import dev.slipway.audit.Actor;
import dev.slipway.identity.Permission;
import dev.slipway.identity.Requires;
import dev.slipway.promotion.AutoPromotion;
import dev.slipway.promotion.AutoPromotions;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Environments that take by themselves what is verified. */
@RestController
@RequestMapping("/api/v1/projects/{project}/auto-promotions")
@Tag(name = "Promotions")
class AutoPromotionApi {

    private final AutoPromotions auto;

    AutoPromotionApi(AutoPromotions auto) {
        this.auto = auto;
    }

    @GetMapping
    @Requires(Permission.VIEW)
    @Operation(
            summary = "List environments that promote by themselves",
            description = "Which they are says the definition under promotion; a rollback by hand pauses one until a"
                    + " person resumes it.")
    Mono<All> list(@PathVariable String project) {
        return auto.of(project).collectList().map(All::new);
    }

    /** All of a project. */
    record All(List<AutoPromotion> environments) {}

    @PostMapping("/{environment}/pause")
    @Requires(Permission.DEPLOY)
    @Operation(summary = "Stop an environment from promoting by itself")
    Mono<AutoPromotion> pause(
            @PathVariable String project,
            @PathVariable String environment,
            @RequestBody(required = false) PromotionApi.@Nullable Why why,
            Actor actor) {
        var reason = why == null || why.reason() == null ? "no reason given" : why.reason();
        return auto.pause(project, environment, reason, actor);
    }

    @PostMapping("/{environment}/resume")
    @Requires(Permission.DEPLOY)
    @Operation(
            summary = "Let an environment promote by itself again",
            description = "What was rolled back goes only when it is deployed anew upstream, or by hand.")
    Mono<AutoPromotion> resume(@PathVariable String project, @PathVariable String environment, Actor actor) {
        return auto.resume(project, environment, actor);
    }
}
