package dev.slipway.promotion.web;

import dev.slipway.audit.Actor;
import dev.slipway.identity.Access;
import dev.slipway.identity.Permission;
import dev.slipway.identity.Requires;
import dev.slipway.job.Gates;
import dev.slipway.job.Jobs;
import dev.slipway.promotion.Promotion;
import dev.slipway.promotion.PromotionControl;
import dev.slipway.promotion.PromotionPreview;
import dev.slipway.promotion.Promotions;
import dev.slipway.web.NotFound;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Promotions: preview, request, list, withdraw. */
@RestController
@RequestMapping("/api/v1/projects/{project}/promotions")
@Tag(name = "Promotions")
class PromotionApi {

    private static final int MOST = 200;

    private final PromotionControl control;
    private final Promotions promotions;
    private final Jobs jobs;
    private final Gates gates;

    PromotionApi(PromotionControl control, Promotions promotions, Jobs jobs, Gates gates) {
        this.control = control;
        this.promotions = promotions;
        this.jobs = jobs;
        this.gates = gates;
    }

    @GetMapping
    @Requires(Permission.VIEW)
    @Operation(summary = "List promotions", description = "Newest first; the next page is asked for with before=next.")
    Mono<Page> list(
            @PathVariable String project,
            @RequestParam(required = false) @Parameter(description = "Environment they lead to") @Nullable String to,
            @RequestParam(required = false) @Nullable Long before,
            @RequestParam(defaultValue = "50") int limit) {
        var most = Math.clamp(limit, 1, MOST);
        return promotions.page(project, to, before, most + 1).collectList().map(found -> Page.of(found, most));
    }

    /** Some promotions, and where the next page begins. */
    record Page(List<PromotionAnswer> promotions, @Nullable Long next) {

        static Page of(List<Promotion> found, int most) {
            var shown = found.size() > most ? found.subList(0, most) : found;
            return new Page(
                    shown.stream().map(PromotionAnswer::of).toList(),
                    found.size() > most ? shown.getLast().number() : null);
        }
    }

    @PostMapping("/preview")
    @Requires(Permission.VIEW)
    @Operation(
            summary = "Show what a promotion would change",
            description = "Versions, configuration, commits and tickets between, migrations, and variables that the"
                    + " environment it goes to lacks. Changes nothing.")
    Mono<PromotionPreview> preview(
            @PathVariable String project, @RequestBody PromotionApiRequest request, Actor actor) {
        return control.preview(request.of(project, null, actor));
    }

    @PostMapping
    @Requires(value = Permission.DEPLOY, within = true)
    @Operation(
            summary = "Promote releases to the next environment",
            description = "Makes the promotion and the job that carries it out; the job waits until every gate of the"
                    + " environment is open. Two equal requests with the same Idempotency-Key make one promotion. While"
                    + " an approved promotion of the same services waits, it is refused with 409 unless it says what"
                    + " becomes of the earlier one.")
    Mono<ResponseEntity<PromotionAnswer>> request(
            @PathVariable String project,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            @RequestBody PromotionApiRequest request,
            Actor actor,
            Access access) {
        var wish = request.of(project, key, actor);
        access.require(Permission.DEPLOY, wish.places());
        return control.request(wish)
                .map(made -> ResponseEntity.created(
                                URI.create("/api/v1/projects/" + project + "/promotions/" + made.number()))
                        .body(PromotionAnswer.of(made)));
    }

    @GetMapping("/{number:\\d+}")
    @Requires(Permission.VIEW)
    @Operation(
            summary = "Show a promotion",
            description = "With how each gate stands now, when it opens and who can open it.")
    Mono<PromotionAnswer> show(@PathVariable String project, @PathVariable long number) {
        return promotions
                .find(project, number)
                .switchIfEmpty(Mono.error(() -> missing(project, number)))
                .flatMap(promotion -> jobs.find(promotion.job())
                        .filter(job -> !promotion.state().over())
                        .flatMap(gates::look)
                        .map(reading -> PromotionAnswer.of(promotion, reading))
                        .defaultIfEmpty(PromotionAnswer.of(promotion)));
    }

    @PostMapping("/{number:\\d+}/withdraw")
    @Requires(Permission.DEPLOY)
    @Operation(
            summary = "Take a promotion back",
            description = "Until its job starts; afterwards it is refused with 409, and the job can be cancelled.")
    Mono<PromotionAnswer> withdraw(
            @PathVariable String project,
            @PathVariable long number,
            @RequestBody(required = false) @Nullable Why why,
            Actor actor) {
        var reason = why == null || why.reason() == null ? "" : why.reason().strip();
        return control.withdraw(project, number, reason, actor).map(PromotionAnswer::of);
    }

    /** Why it is taken back. */
    record Why(
            @Schema(example = "Superseded by the fix") @Nullable
            String reason) {}

    static NotFound missing(String project, long number) {
        return new NotFound("Project " + project + " has no promotion #" + number + ".");
    }
}
