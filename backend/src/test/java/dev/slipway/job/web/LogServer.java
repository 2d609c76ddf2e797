package dev.slipway.job.web;

import dev.slipway.audit.Actor;
import dev.slipway.engine.Signals;
import dev.slipway.job.Job;
import dev.slipway.job.JobDetail;
import dev.slipway.job.JobFilter;
import dev.slipway.job.JobOrder;
import dev.slipway.job.JobPage;
import dev.slipway.job.JobState;
import dev.slipway.job.Jobs;
import dev.slipway.job.LockHolder;
import dev.slipway.job.OnFailure;
import dev.slipway.logstream.LogStreams;
import dev.slipway.pipeline.Pipeline;
import dev.slipway.testing.TestDatabase;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.GlobalEventExecutor;
import io.r2dbc.pool.ConnectionPool;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Import;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.MediaType;
import org.springframework.http.MediaTypeFactory;
import org.springframework.http.server.reactive.ReactorHttpHandlerAdapter;
import org.springframework.web.reactive.config.EnableWebFlux;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.server.adapter.WebHttpHandlerBuilder;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import tools.jackson.databind.json.JsonMapper;

/** The log part of one portal, with a job of any id below a million, and a page with the viewer at {@code /view/{id}}. */
public final class LogServer implements AutoCloseable {

    private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
    private final ConnectionPool pool;
    private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private DisposableServer server;

    public LogServer(TestDatabase database, Signals signals) {
        pool = database.pool(20);
        context.registerBean(org.springframework.r2dbc.core.DatabaseClient.class, () -> database.client(pool));
        context.registerBean(
                org.springframework.transaction.reactive.TransactionalOperator.class,
                () -> database.transactions(pool));
        context.registerBean(Signals.class, () -> signals);
        context.register(Wiring.class);
        context.refresh();
        server = listen(0);
    }

    private DisposableServer listen(int port) {
        return HttpServer.create()
                .host("127.0.0.1")
                .port(port)
                .doOnConnection(connection -> connections.add(connection.channel()))
                .handle(new ReactorHttpHandlerAdapter(
                        WebHttpHandlerBuilder.applicationContext(context).build()))
                .bindNow();
    }

    /** Cuts all connections, and does the action before it takes new ones. */
    public void whileAway(Runnable action) {
        var port = server.port();
        server.disposeNow();
        connections.close().awaitUninterruptibly();
        try {
            action.run();
        } finally {
            server = listen(port);
        }
    }

    public int port() {
        return server.port();
    }

    public LogStreams logs() {
        return context.getBean(LogStreams.class);
    }

    @Override
    public void close() {
        context.close();
        server.disposeNow();
        pool.dispose();
    }

    /** Not marked as a configuration: the scan of the whole portal in other tests is not to find it. */
    @EnableWebFlux
    @ComponentScan("dev.slipway.logstream")
    @Import({JobLogApi.class, JobLogText.class})
    static class Wiring {

        @Bean
        Clock clock() {
            return Clock.systemUTC();
        }

        @Bean
        JsonMapper json() {
            return JsonMapper.builder().build();
        }

        @Bean
        Jobs jobs() {
            return new AnyJob();
        }

        @Bean
        RouterFunction<ServerResponse> files() {
            return RouterFunctions.route(
                            org.springframework.web.reactive.function.server.RequestPredicates.GET("/static/**"),
                            Wiring::file)
                    .andRoute(
                            org.springframework.web.reactive.function.server.RequestPredicates.GET("/view/{id}"),
                            request -> ServerResponse.ok()
                                    .contentType(MediaType.TEXT_HTML)
                                    .header(
                                            "Content-Security-Policy",
                                            "default-src 'self'; style-src 'self'; script-src 'self'; base-uri 'none'")
                                    .bodyValue(page(request.pathVariable("id"))));
        }

        private static Mono<ServerResponse> file(ServerRequest request) {
            var file = new ClassPathResource(request.path().substring(1));
            return Mono.fromCallable(file::getContentAsByteArray)
                    .subscribeOn(Schedulers.boundedElastic())
                    .flatMap(bytes -> ServerResponse.ok()
                            .contentType(MediaTypeFactory.getMediaType(file).orElseThrow())
                            .bodyValue(bytes));
        }

        private static String page(String id) {
            return """
                <!doctype html><html lang="en"><head><meta charset="utf-8"><title>Log</title>
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <link rel="icon" href="/static/favicon.svg">
                <link rel="stylesheet" href="/static/css/slipway.css"><link rel="stylesheet" href="/static/css/log.css">
                <script type="module" src="/static/js/log.js"></script></head>
                <body><main class="page"><h1>Job</h1>
                <button data-log-step="verify">Verify</button>
                <slipway-log class="log" src="/api/v1/jobs/%s/log" label="#%s"></slipway-log></main></body></html>
                """.formatted(id, id);
        }
    }

    /** Knows what {@link JobLogApi} asks for: whether there is such a job. */
    private static final class AnyJob implements Jobs {

        @Override
        public Mono<Job> find(long id) {
            return id < 1_000_000 ? Mono.just(job(id)) : Mono.empty();
        }

        private static Job job(long id) {
            var order = new JobOrder(
                    new Pipeline("deploy", "Deploy", 1, true, List.of()),
                    "dev",
                    List.of(),
                    false,
                    OnFailure.values()[0],
                    Actor.SYSTEM,
                    Instant.EPOCH,
                    null,
                    null);
            return new Job(
                    id, "demo", id, order, new Job.Status(JobState.RUNNING, null, null, null, null, null), List.of());
        }

        @Override
        public Mono<Job> find(String project, long number) {
            return Mono.empty();
        }

        @Override
        public Mono<JobDetail> detail(String project, long number) {
            return Mono.empty();
        }

        @Override
        public Mono<JobPage> page(JobFilter filter, int size, @Nullable String cursor) {
            return Mono.empty();
        }

        @Override
        public Flux<Job> open(@Nullable String project) {
            return Flux.empty();
        }

        @Override
        public Flux<Job> lastOfEachPlacement(String project) {
            return Flux.empty();
        }

        @Override
        public Flux<LockHolder> locks(String project) {
            return Flux.empty();
        }
    }
}
