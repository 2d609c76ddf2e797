package dev.slipway.approval.web;

import dev.slipway.approval.Approval;
import dev.slipway.approval.Approvals;
import dev.slipway.approval.Decisions;
import dev.slipway.audit.Actor;
import dev.slipway.identity.Permission;
import dev.slipway.identity.Requires;
import dev.slipway.job.Job;
import dev.slipway.job.JobFilter;
import dev.slipway.job.Jobs;
import dev.slipway.job.StepRun;
import dev.slipway.web.HtmxRequest;
import dev.slipway.web.Live;
import dev.slipway.web.NotFound;
import dev.slipway.web.Part;
import java.time.Duration;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** One approval: what it would do, in full, and the decision. Links in messages lead here. */
@Controller
@RequestMapping("/inbox/{id:\\d+}")
class ApprovalPages {

    private static final Duration LOOK_AGAIN = Duration.ofSeconds(5);
    private static final int HISTORY = 6;

    private final Approvals approvals;
    private final Decisions decisions;
    private final Jobs jobs;
    private final Live live;

    ApprovalPages(Approvals approvals, Decisions decisions, Jobs jobs, Live live) {
        this.approvals = approvals;
        this.decisions = decisions;
        this.jobs = jobs;
        this.live = live;
    }

    @GetMapping
    @Requires(Permission.VIEW)
    Mono<String> page(@PathVariable long id, Actor actor, Model model) {
        return find(id, actor).flatMap(seen -> {
            var round = seen.approval();
            model.addAttribute("approval", round);
            model.addAttribute("effect", effect(round));
            model.addAttribute("part", part(seen, actor));
            model.addAttribute("history", history(round).collectList());
            return approvals.rounds(round.subject().job()).collectList().map(rounds -> {
                model.addAttribute("rounds", rounds);
                model.addAttribute("before", before(round, rounds));
                model.addAttribute("newest", rounds.getLast().id());
                return "inbox/approval";
            });
        });
    }

    private Mono<EffectView> effect(Approval round) {
        var view = EffectView.of(round.effect());
        return jobs.find(round.subject().job())
                .map(job -> view.inOrder(job.steps().stream().map(StepRun::name).toList()))
                .defaultIfEmpty(view);
    }

    /** The round before this one, whose changes are why this one began; the round itself if it is void. */
    private static List<Approval> before(Approval round, List<Approval> rounds) {
        return rounds.stream()
                .filter(r -> r.id() == round.id() || r.round() == round.round() - 1)
                .filter(r -> !r.course().changes().isEmpty())
                .toList();
    }

    private Flux<PastJob> history(Approval round) {
        var subject = round.subject();
        return Flux.fromIterable(EffectView.of(round.effect()).services())
                .concatMap(service -> jobs.page(
                        JobFilter.ofPlacement(subject.project(), subject.environment(), service.service()),
                        HISTORY,
                        null))
                .concatMapIterable(page -> page.jobs())
                .filter(job -> job.id() != subject.job())
                .distinct(Job::id)
                .take(HISTORY)
                .map(PastJob::of);
    }

    @GetMapping(path = "/live", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    @ResponseBody
    @Requires(Permission.VIEW)
    Flux<ServerSentEvent<String>> live(@PathVariable long id, Actor actor, ServerWebExchange exchange) {
        var states = Flux.merge(approvals.changes(), Flux.interval(Duration.ZERO, LOOK_AGAIN))
                .onBackpressureLatest()
                .concatMap(_ -> find(id, actor), 1)
                .map(seen -> List.of(part(seen, actor)));
        return live.events(states, exchange);
    }

    @PostMapping("/decision")
    @Requires(Permission.APPROVE)
    Mono<ResponseEntity<Void>> decide(
            @PathVariable long id, @ModelAttribute DecisionForm form, Actor actor, HtmxRequest htmx) {
        return Mono.defer(() -> decisions.decide(id, form.given(), actor)).thenReturn(Next.page("/inbox/" + id, htmx));
    }

    @PostMapping("/claim")
    @Requires(Permission.APPROVE)
    Mono<ResponseEntity<Void>> claim(
            @PathVariable long id, @RequestParam(defaultValue = "true") boolean claims, Actor actor, HtmxRequest htmx) {
        return decisions.claim(id, claims, actor).thenReturn(Next.page("/inbox/" + id, htmx));
    }

    private static Part part(Approvals.Seen seen, Actor actor) {
        return new Part("inbox/decision", "decision", Signatory.of(seen, actor.id()));
    }

    private Mono<Approvals.Seen> find(long id, Actor actor) {
        return approvals
                .find(id, actor)
                .switchIfEmpty(Mono.error(() -> new NotFound("There is no approval " + id + ".")));
    }
}
