package demo.web;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import demo.Start;
import demo.WarmUp;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.sql.SQLException;
import java.time.Clock;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Serves a page at {@code /}, its health at {@code /health} and its version at {@code /version}. */
public final class Web {

    private static final int DRAIN_SECONDS = 2;
    private static final int HEARTBEAT_SECONDS = 15;

    private final Start start;
    private final Health health;
    private final Page page;
    private final AtomicLong requests = new AtomicLong();
    private final AtomicInteger lastHealth = new AtomicInteger();

    private Web(Start start) {
        this.start = start;
        var clock = Clock.systemUTC();
        this.health = new Health(
                start.release(), new WarmUp(clock.instant(), start.release().warmUp(), clock), start.visits());
        this.page = new Page(
                start.release(), start.configuration().value("GREETING").orElse("Welcome"));
    }

    public static void main(String[] arguments) throws IOException {
        new Web(Start.of("web", arguments)).serve();
    }

    private void serve() throws IOException {
        var port = start.configuration().port();
        var server = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
        var beat = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().factory());
        var unused = beat.scheduleAtFixedRate(this::heartbeat, HEARTBEAT_SECONDS, HEARTBEAT_SECONDS, TimeUnit.SECONDS);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            start.log().info("stopping: open requests may end", "seconds", DRAIN_SECONDS);
            server.stop(DRAIN_SECONDS);
            start.log().info("stopped", "requests", requests.get());
        }));
        start.log()
                .info(
                        "started",
                        "version",
                        start.release().version(),
                        "port",
                        server.getAddress().getPort());
    }

    private void handle(HttpExchange exchange) throws IOException {
        var since = System.nanoTime();
        try (exchange) {
            var path = exchange.getRequestURI().getPath();
            var answer = answer(path);
            answer.send(exchange);
            if (path.equals("/health")) {
                noteHealth(answer);
            } else {
                requests.incrementAndGet();
                start.log()
                        .info(
                                "request",
                                "method",
                                exchange.getRequestMethod(),
                                "path",
                                path,
                                "status",
                                answer.status(),
                                "ms",
                                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - since));
            }
        }
    }

    private Answer answer(String path) {
        return switch (path) {
            case "/" -> visit();
            case "/health" -> health.answer();
            case "/version" ->
                Answer.json(
                        200,
                        "{\"version\":\"%s\",\"commit\":\"%s\"}"
                                .formatted(
                                        start.release().version(),
                                        start.release().commit()));
            default -> Answer.json(404, "{\"error\":\"no such page\"}");
        };
    }

    private Answer visit() {
        try {
            return page.show(start.visits().add("/"));
        } catch (SQLException e) {
            start.log().error("visit not counted", "why", e.getMessage());
            return Answer.json(503, "{\"error\":\"visits cannot be counted\"}");
        }
    }

    /** Probes come every second: only a change is worth a line. */
    private void noteHealth(Answer answer) {
        if (lastHealth.getAndSet(answer.status()) != answer.status()) {
            if (answer.status() == 200) {
                start.log().info("healthy", "version", start.release().version());
            } else {
                start.log().warn("not healthy", "why", health.trouble());
            }
        }
    }

    private void heartbeat() {
        start.log().info("heartbeat", "requests", requests.get(), "health", lastHealth.get());
    }
}
