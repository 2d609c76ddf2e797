package dev.slipway.promotion.web;

import dev.slipway.approval.Approvals;
import dev.slipway.audit.Actor;
import dev.slipway.identity.Access;
import dev.slipway.identity.Permission;
import dev.slipway.identity.Requires;
import dev.slipway.job.GateReading;
import dev.slipway.job.Gates;
import dev.slipway.job.Jobs;
import dev.slipway.promotion.Boards;
import dev.slipway.promotion.Promotion;
import dev.slipway.promotion.PromotionControl;
import dev.slipway.promotion.PromotionRequest;
import dev.slipway.promotion.Promotions;
import dev.slipway.web.HtmxRequest;
import dev.slipway.web.Live;
import dev.slipway.web.Part;
import dev.slipway.web.ProblemException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.stereotype.Component;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The page of one promotion, kept current: what will happen, when it can ship, what became of it. */
@Controller
@RequestMapping("/projects/{project}/promotions/{number:\\d+}")
class PromotionPages {

    private static final Duration LOOK_AGAIN = Duration.ofSeconds(3);

    private final Promotions promotions;
    private final PromotionControl control;
    private final Boards boards;
    private final AtGates atGates;
    private final Live live;

    /** The job of a promotion before its gates. */
    @Component
    record AtGates(Jobs jobs, Gates gates, Approvals approvals) {

        Mono<Decisions> decisions(Promotion promotion) {
            return approvals.rounds(promotion.job()).collectList().map(Decisions::of);
        }

        /** How they stand now; when it is over, how they stood when it was asked last. */
        Mono<Optional<GateReading>> of(Promotion promotion) {
            return jobs.find(promotion.job())
                    .flatMap(job -> job.over() || job.status().startedAt() != null
                            ? Mono.just(Optional.ofNullable(job.status().gates()))
                            : gates.look(job).map(Optional::of))
                    .defaultIfEmpty(Optional.empty());
        }
    }

    PromotionPages(Promotions promotions, PromotionControl control, Boards boards, AtGates atGates, Live live) {
        this.promotions = promotions;
        this.control = control;
        this.boards = boards;
        this.atGates = atGates;
        this.live = live;
    }

    @GetMapping
    @Requires(Permission.VIEW)
    Mono<String> page(@PathVariable String project, @PathVariable long number, Access access, Model model) {
        return parts(project, number, access).map(parts -> {
            model.addAttribute("promotion", parts.promotion());
            model.addAttribute("head", parts.head());
            model.addAttribute("gates", parts.gates());
            model.addAttribute("decisions", parts.decisions());
            return "promotion/page";
        });
    }

    @GetMapping(path = "/live", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    @ResponseBody
    @Requires(Permission.VIEW)
    Flux<ServerSentEvent<String>> live(
            @PathVariable String project, @PathVariable long number, Access access, ServerWebExchange exchange) {
        var states = Flux.merge(boards.changes(project), Flux.interval(Duration.ZERO, LOOK_AGAIN))
                .onBackpressureLatest()
                .concatMap(_ -> parts(project, number, access), 1)
                .takeUntil(parts -> parts.promotion().state().over())
                .map(parts -> List.of(parts.head(), parts.gates(), parts.decisions()));
        return live.events(states, exchange);
    }

    /** What it would change now; of one that is over, nothing. */
    @GetMapping("/effect")
    @Requires(Permission.VIEW)
    Mono<String> effect(@PathVariable String project, @PathVariable long number, Actor actor, Model model) {
        model.addAttribute("project", project);
        return find(project, number)
                .flatMap(promotion -> control.preview(again(promotion, actor)))
                .doOnNext(preview -> model.addAttribute("preview", EffectView.of(preview)))
                .onErrorResume(ProblemException.class, problem -> {
                    model.addAttribute("refused", new PromotePages.Refusal(problem.getMessage(), problem.problems()));
                    return Mono.empty();
                })
                .thenReturn("promotion/preview :: effect");
    }

    private static PromotionRequest again(Promotion promotion, Actor actor) {
        var asked = promotion.asked();
        return new PromotionRequest(
                promotion.project(),
                asked.from(),
                asked.to(),
                asked.items().stream()
                        .map(item -> new PromotionRequest.Wish(item.service(), item.version()))
                        .toList(),
                new PromotionRequest.Terms(asked.pipeline(), asked.hotfix(), null, null, null),
                actor);
    }

    @PostMapping("/withdraw")
    @Requires(Permission.DEPLOY)
    Mono<ResponseEntity<Void>> withdraw(
            @PathVariable String project,
            @PathVariable long number,
            BoardPages.Why form,
            Actor actor,
            HtmxRequest htmx) {
        return control.withdraw(project, number, form.given(), actor)
                .map(promotion -> Going.to("/projects/" + project + "/promotions/" + number, htmx));
    }

    private record Parts(Promotion promotion, Part head, Part gates, Part decisions) {}

    private Mono<Parts> parts(String project, long number, Access access) {
        return find(project, number)
                .flatMap(found -> Mono.zip(Mono.just(found), atGates.of(found), atGates.decisions(found)))
                .map(both -> {
                    var promotion = both.getT1();
                    var reading = both.getT2().orElse(new GateReading(List.of(), Instant.EPOCH));
                    return new Parts(
                            promotion,
                            new Part("promotion/head", "promotion-head", PromotionHead.of(promotion, access)),
                            new Part("promotion/gates", "promotion-gates", GatePanel.of(reading, promotion.state())),
                            new Part("promotion/decisions", "promotion-decisions", both.getT3()));
                });
    }

    private Mono<Promotion> find(String project, long number) {
        return promotions.find(project, number).switchIfEmpty(Mono.error(() -> PromotionApi.missing(project, number)));
    }
}
