package dev.slipway.job.web;

import dev.slipway.audit.Actor;
import dev.slipway.identity.Access;
import dev.slipway.identity.Permission;
import dev.slipway.identity.Requires;
import dev.slipway.job.Job;
import dev.slipway.job.JobChange;
import dev.slipway.job.JobChanges;
import dev.slipway.job.JobControl;
import dev.slipway.job.JobDetail;
import dev.slipway.job.Jobs;
import dev.slipway.web.HtmxRequest;
import dev.slipway.web.Live;
import dev.slipway.web.NotFound;
import dev.slipway.web.Watched;
import java.time.Clock;
import java.time.Duration;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.codec.ServerSentEvent;
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

/** The page of one job, kept current, and what people do on it. */
@Controller
@RequestMapping("/projects/{project}/jobs/{number:\\d+}")
class JobPages {

    /** Progress and estimates move without anything being announced. */
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(2);

    private final Jobs jobs;
    private final JobControl control;
    private final Watched<Key, JobDetail> watched;
    private final Live live;
    private final Clock clock;

    JobPages(Jobs jobs, JobControl control, JobChanges changes, Live live, Clock clock) {
        this.jobs = jobs;
        this.control = control;
        this.watched = Watched.<Key, JobDetail>of(
                        LOOK_AGAIN, key -> announcements(changes, key), key -> detail(key.project(), key.number()))
                .until(detail -> detail.job().over());
        this.live = live;
        this.clock = clock;
    }

    @GetMapping
    @Requires(Permission.VIEW)
    Mono<String> page(@PathVariable String project, @PathVariable long number, Access access, Model model) {
        return detail(project, number).map(detail -> {
            model.addAttribute("job", detail.job());
            model.addAttribute("parts", JobParts.of(detail, access, clock.instant()));
            return "job/page";
        });
    }

    @GetMapping(path = "/live", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    @ResponseBody
    @Requires(Permission.VIEW)
    Flux<ServerSentEvent<String>> live(
            @PathVariable String project, @PathVariable long number, Access access, ServerWebExchange exchange) {
        var states = watched.watch(new Key(project, number))
                .map(detail -> JobParts.of(detail, access, clock.instant()).all());
        return live.events(states, exchange);
    }

    private record Key(String project, long number) {}

    private static Flux<JobChange> announcements(JobChanges changes, Key key) {
        return changes.all()
                .filter(change ->
                        change.number() == key.number() && change.project().equals(key.project()));
    }

    @PostMapping("/cancel")
    @Requires(Permission.DEPLOY)
    Mono<ResponseEntity<Void>> cancel(
            @PathVariable String project, @PathVariable long number, Reason form, Actor actor, HtmxRequest htmx) {
        return find(project, number)
                .flatMap(job -> control.cancel(job.id(), form.given(), actor))
                .map(job -> backTo(job, htmx));
    }

    @PostMapping("/decision")
    @Requires(Permission.DECIDE)
    Mono<ResponseEntity<Void>> decide(
            @PathVariable String project, @PathVariable long number, Answer form, Actor actor, HtmxRequest htmx) {
        return find(project, number)
                .flatMap(job -> control.decide(job.id(), form.stepRun(), form.choice(), form.note(), actor))
                .map(job -> backTo(job, htmx));
    }

    @PostMapping("/rerun")
    @Requires(Permission.DEPLOY)
    Mono<ResponseEntity<Void>> rerun(
            @PathVariable String project, @PathVariable long number, Restart form, Actor actor, HtmxRequest htmx) {
        return find(project, number)
                .flatMap(job -> control.rerun(job.id(), form.step(), actor))
                .map(job -> Redirect.to("/projects/" + project + "/jobs/" + job.number(), htmx));
    }

    /** The live connection brings htmx the change; a browser without it loads the page again. */
    private static ResponseEntity<Void> backTo(Job job, HtmxRequest htmx) {
        return htmx.asked()
                ? ResponseEntity.status(HttpStatus.NO_CONTENT).build()
                : Redirect.to("/projects/" + job.project() + "/jobs/" + job.number(), htmx);
    }

    private Mono<JobDetail> detail(String project, long number) {
        return jobs.detail(project, number).switchIfEmpty(Mono.error(() -> missing(project, number)));
    }

    private Mono<Job> find(String project, long number) {
        return jobs.find(project, number).switchIfEmpty(Mono.error(() -> missing(project, number)));
    }

    private static NotFound missing(String project, long number) {
        return new NotFound("Project " + project + " has no job #" + number + ".");
    }
}
