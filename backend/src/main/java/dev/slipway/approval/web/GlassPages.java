package dev.slipway.approval.web;

import dev.slipway.approval.BreakGlass;
import dev.slipway.audit.Actor;
import dev.slipway.identity.Access;
import dev.slipway.identity.Permission;
import dev.slipway.identity.Requires;
import dev.slipway.job.Job;
import dev.slipway.job.Jobs;
import dev.slipway.web.HtmxRequest;
import dev.slipway.web.NotFound;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import reactor.core.publisher.Mono;

/** Breaking the glass for a job, and the reviews that follow. */
@Controller
class GlassPages {

    private static final String BREAK = "/projects/{project}/jobs/{number:\\d+}/break-glass";
    private static final int CLOSED = 20;

    private final BreakGlass glass;
    private final Jobs jobs;
    private final Clock clock;

    GlassPages(BreakGlass glass, Jobs jobs, Clock clock) {
        this.glass = glass;
        this.jobs = jobs;
        this.clock = clock;
    }

    @GetMapping(BREAK)
    @Requires(Permission.BREAK_GLASS)
    Mono<String> ask(@PathVariable String project, @PathVariable long number, Model model) {
        return find(project, number).map(job -> {
            model.addAttribute("job", job);
            model.addAttribute("holding", BreakGlass.holding(job));
            return "inbox/break-glass";
        });
    }

    /** What the forms send. */
    record Form(
            @Nullable List<String> gates,
            @Nullable String reason,
            @Nullable String note) {

        Set<String> chosen() {
            return gates == null ? Set.of() : Set.copyOf(gates);
        }
    }

    @PostMapping(BREAK)
    @Requires(Permission.BREAK_GLASS)
    Mono<ResponseEntity<Void>> breakIt(
            @PathVariable String project,
            @PathVariable long number,
            @ModelAttribute Form form,
            Actor actor,
            HtmxRequest htmx) {
        return find(project, number)
                .flatMap(job ->
                        glass.past(job.id(), form.chosen(), Objects.requireNonNullElse(form.reason(), ""), actor))
                .thenReturn(Next.page("/projects/" + project + "/jobs/" + number, htmx));
    }

    @GetMapping("/reviews")
    @Requires(Permission.VIEW)
    Mono<String> reviews(Actor actor, Access access, Model model) {
        var seen = access.projects();
        return Mono.zip(
                        glass.open()
                                .filter(one -> seen.include(one.subject().project()))
                                .collectList(),
                        glass.closed(CLOSED, seen.keysOrNull()).collectList())
                .map(both -> {
                    model.addAttribute("user", actor.id().split("/", 2)[0]);
                    model.addAttribute("now", clock.instant());
                    model.addAttribute("open", both.getT1());
                    model.addAttribute("closed", both.getT2());
                    return "inbox/reviews";
                });
    }

    @PostMapping("/reviews/{id:\\d+}/close")
    @Requires(Permission.APPROVE)
    Mono<ResponseEntity<Void>> close(@PathVariable long id, @ModelAttribute Form form, Actor actor, HtmxRequest htmx) {
        return glass.review(id, Objects.requireNonNullElse(form.note(), ""), actor)
                .thenReturn(Next.page("/reviews", htmx));
    }

    private Mono<Job> find(String project, long number) {
        return jobs.find(project, number)
                .switchIfEmpty(Mono.error(() -> new NotFound("Project " + project + " has no job #" + number + ".")));
    }
}
