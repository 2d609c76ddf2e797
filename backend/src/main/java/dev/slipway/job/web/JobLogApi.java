package dev.slipway.job.web;

import dev.slipway.identity.Permission;
import dev.slipway.identity.Requires;
import dev.slipway.job.Job;
import dev.slipway.job.Jobs;
import dev.slipway.logstream.LogEvents;
import dev.slipway.logstream.LogStreams;
import dev.slipway.logstream.LogSummary;
import dev.slipway.web.NotFound;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.ContentDisposition;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The log of a job: live as server-sent events, whole as plain text or NDJSON, by range and by search as JSON. Asked for
 * by {@code Accept}; a range ({@code from}, {@code count}) and a search ({@code q}) are always JSON.
 */
@RestController
class JobLogApi {

    private static final LogSummary NOTHING_YET = new LogSummary(0, false, false);
    private static final MediaType PLAIN = MediaType.parseMediaType("text/plain;charset=UTF-8");

    private final Jobs jobs;
    private final LogStreams logs;
    private final LogEvents events;
    private final JobLogText text;

    JobLogApi(Jobs jobs, LogStreams logs, LogEvents events, JobLogText text) {
        this.jobs = jobs;
        this.logs = logs;
        this.events = events;
        this.text = text;
    }

    @GetMapping("/api/v1/jobs/{id}/log")
    @Requires(Permission.VIEW)
    Mono<Void> log(
            @PathVariable long id,
            @ParameterObject @ModelAttribute JobLogQuery query,
            @RequestHeader(name = "Last-Event-ID", required = false) @Nullable Long lastEventId,
            ServerWebExchange exchange) {
        var response = exchange.getResponse();
        var form = JobLogForm.of(exchange.getRequest().getHeaders());
        // Who watches from a line on is sent what there is, however much that is.
        var known = form == JobLogForm.EVENTS && query.tail() == null && !query.ofRange()
                ? Mono.just(NOTHING_YET)
                : summary(id);
        return job(id).zipWith(known).flatMap(found -> {
            var log = found.getT2();
            if (query.q() != null) {
                return search(id, query.q(), query, response);
            }
            if (query.ofRange()) {
                return range(id, query, log, response);
            }
            var start = query.start(log);
            return switch (form) {
                case EVENTS -> events.send(response, id, lastEventId == null ? start : lastEventId, query.filter());
                case OBJECTS ->
                    write(response, MediaType.APPLICATION_NDJSON, text.objects(logs.read(id, start, query.filter())));
                case RANGE -> range(id, query, log, response);
                case PLAIN -> plain(found.getT1(), start, query, response);
            };
        });
    }

    /** Which step wrote which lines, so that a viewer can fold them without reading them. */
    @GetMapping(path = "/api/v1/jobs/{id}/log/outline", produces = MediaType.APPLICATION_JSON_VALUE)
    @Requires(Permission.VIEW)
    Mono<JobLogOutline> outline(@PathVariable long id) {
        return job(id).then(summary(id))
                .zipWith(logs.outline(id, JobLogOutline.MOST_SECTIONS).defaultIfEmpty(List.of()), JobLogOutline::of);
    }

    private Mono<Job> job(long id) {
        return jobs.find(id).switchIfEmpty(Mono.error(() -> new NotFound("There is no job with the id " + id)));
    }

    private Mono<LogSummary> summary(long id) {
        return logs.summary(id).defaultIfEmpty(NOTHING_YET);
    }

    private Mono<Void> search(long id, String wanted, JobLogQuery query, ServerHttpResponse response) {
        return logs.search(id, wanted, query.after() == null ? 0 : query.after(), query.mostMatches())
                .flatMap(matches -> json(response, matches));
    }

    private Mono<Void> range(long id, JobLogQuery query, LogSummary log, ServerHttpResponse response) {
        var start = query.ofRange() ? query.rangeStart() : query.start(log);
        return logs.read(id, start, query.filter())
                .take(query.rangeLength())
                .collectList()
                .flatMap(lines -> json(response, JobLogRange.of(log, lines)));
    }

    private Mono<Void> plain(Job job, long start, JobLogQuery query, ServerHttpResponse response) {
        if (query.asAttachment()) {
            response.getHeaders()
                    .setContentDisposition(ContentDisposition.attachment()
                            .filename(job.project() + "-" + job.number() + ".log")
                            .build());
        }
        return write(response, PLAIN, text.plain(logs.read(job.id(), start, query.filter()), query.withTimes()));
    }

    private Mono<Void> json(ServerHttpResponse response, Object value) {
        return write(response, MediaType.APPLICATION_JSON, Flux.just(text.object(value)));
    }

    private static Mono<Void> write(ServerHttpResponse response, MediaType type, Flux<byte[]> bytes) {
        response.getHeaders().setContentType(type);
        response.getHeaders().setCacheControl("no-store");
        return response.writeWith(bytes.map(response.bufferFactory()::wrap));
    }
}
