package dev.slipway.job.web;

import dev.slipway.catalog.Catalog;
import dev.slipway.identity.Permission;
import dev.slipway.identity.Requires;
import dev.slipway.job.JobChanges;
import dev.slipway.job.JobFilter;
import dev.slipway.job.JobPage;
import dev.slipway.job.Jobs;
import dev.slipway.web.Live;
import dev.slipway.web.NotFound;
import dev.slipway.web.Part;
import dev.slipway.web.Watched;
import java.time.Duration;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The jobs of a project: filtered, searched, page by page; the newest page is kept current. */
@Controller
@RequestMapping("/projects/{project}/jobs")
class JobListPages {

    private static final int SIZE = 30;
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(5);

    private final Catalog catalog;
    private final Jobs jobs;
    private final Watched<JobFilter, JobPage> watched;
    private final Live live;

    JobListPages(Catalog catalog, Jobs jobs, JobChanges changes, Live live) {
        this.catalog = catalog;
        this.jobs = jobs;
        this.watched = Watched.of(
                LOOK_AGAIN,
                filter -> changes.all().filter(change -> change.project().equals(filter.project())),
                filter -> jobs.page(filter, SIZE, null));
        this.live = live;
    }

    @GetMapping
    @Requires(Permission.VIEW)
    Mono<String> page(@PathVariable String project, JobQuery query, Model model) {
        var path = "/projects/" + project + "/jobs";
        return catalog.project(project)
                .switchIfEmpty(Mono.error(() -> new NotFound("There is no project " + project + ".")))
                .zipWith(jobs.page(query.filter(project), SIZE, query.after()))
                .map(found -> {
                    var page = found.getT2();
                    model.addAttribute("project", project);
                    model.addAttribute("defined", found.getT1());
                    model.addAttribute("query", query);
                    model.addAttribute("rows", rows(project, page));
                    model.addAttribute("next", page.next() == null ? null : query.address(path, page.next()));
                    model.addAttribute("newest", query.after() == null ? null : query.address(path, null));
                    model.addAttribute("live", query.after() == null ? query.address(path + "/live", null) : null);
                    return "job/list";
                });
    }

    @GetMapping(path = "/live", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    @ResponseBody
    @Requires(Permission.VIEW)
    Flux<ServerSentEvent<String>> live(@PathVariable String project, JobQuery query, ServerWebExchange exchange) {
        var states = watched.watch(query.filter(project)).map(page -> List.of(rows(project, page)));
        return live.events(states, exchange);
    }

    private static Part rows(String project, JobPage page) {
        return new Part("job/rows", "job-rows", JobRow.of(project, page.jobs()));
    }
}
