package dev.slipway.promotion.web;

import dev.slipway.audit.Actor;
import dev.slipway.identity.Access;
import dev.slipway.identity.Permission;
import dev.slipway.identity.Requires;
import dev.slipway.pipeline.Pipeline;
import dev.slipway.pipeline.Pipelines;
import dev.slipway.promotion.Board;
import dev.slipway.promotion.Boards;
import dev.slipway.promotion.PromotionControl;
import dev.slipway.release.Release;
import dev.slipway.release.Releases;
import dev.slipway.web.FieldProblem;
import dev.slipway.web.HtmxRequest;
import dev.slipway.web.NotFound;
import dev.slipway.web.ProblemException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The promotion dialog: choose, see what would change, ask. */
@Controller
@RequestMapping("/projects/{project}/promotions")
class PromotePages {

    private static final int RELEASES = 30;

    private final Boards boards;
    private final Releases releases;
    private final Pipelines pipelines;
    private final PromotionControl control;

    PromotePages(Boards boards, Releases releases, Pipelines pipelines, PromotionControl control) {
        this.boards = boards;
        this.releases = releases;
        this.pipelines = pipelines;
        this.control = control;
    }

    @GetMapping("/new")
    @Requires(value = Permission.DEPLOY, within = true)
    Mono<String> dialog(@PathVariable String project, HtmxRequest htmx, ServerWebExchange exchange, Model model) {
        var choice = PromoteChoice.of(exchange.getRequest().getQueryParams());
        return boards.of(project)
                .switchIfEmpty(Mono.error(() -> new NotFound("There is no project " + project + ".")))
                .flatMap(board -> Mono.zip(
                        Mono.just(board),
                        releases(board),
                        pipelines.all(project).map(Pipeline::key).collectList()))
                .map(all -> {
                    var target = all.getT1()
                            .project()
                            .environment(choice.to() == null ? "" : choice.to())
                            .orElseThrow(() -> new NotFound("There is no environment " + choice.to() + "."));
                    var key = UUID.randomUUID().toString();
                    model.addAttribute(
                            "dialog", PromoteDialog.of(all.getT1(), target, choice, all.getT2(), all.getT3(), key));
                    return htmx.choose("promotion/promote :: dialog", "promotion/promote-page");
                });
    }

    @GetMapping("/preview")
    @Requires(value = Permission.DEPLOY, within = true)
    Mono<String> preview(@PathVariable String project, Actor actor, ServerWebExchange exchange, Model model) {
        var choice = PromoteChoice.of(exchange.getRequest().getQueryParams());
        model.addAttribute("project", project);
        return control.preview(choice.request(project, actor))
                .doOnNext(preview -> model.addAttribute("preview", EffectView.of(preview)))
                .onErrorResume(ProblemException.class, problem -> {
                    model.addAttribute("refused", new Refusal(problem.getMessage(), problem.problems()));
                    return Mono.empty();
                })
                .thenReturn("promotion/preview :: preview");
    }

    /** Why the choice cannot become a promotion. */
    record Refusal(@Nullable String detail, List<FieldProblem> problems) {}

    @PostMapping
    @Requires(value = Permission.DEPLOY, within = true)
    Mono<ResponseEntity<Void>> promote(
            @PathVariable String project, Access access, Actor actor, HtmxRequest htmx, ServerWebExchange exchange) {
        return exchange.getFormData()
                .map(fields -> PromoteChoice.of(fields).request(project, actor))
                .doOnNext(wish -> access.require(Permission.DEPLOY, wish.places()))
                .flatMap(control::request)
                .map(made -> Going.to("/projects/" + project + "/promotions/" + made.number(), htmx));
    }

    private Mono<Map<String, List<Release>>> releases(Board board) {
        return Flux.fromIterable(board.project().services())
                .flatMapSequential(service -> releases.newest(board.project().key(), service.key(), RELEASES)
                        .collectList()
                        .map(found -> Map.entry(service.key(), found)))
                .collectMap(Map.Entry::getKey, Map.Entry::getValue);
    }
}
