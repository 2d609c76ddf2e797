package dev.slipway.bench;

import com.google.gson.JsonObject;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import io.netty.buffer.Unpooled;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.netty.http.server.HttpServer;

/** A real browser, whose owner is known by a token. */
final class Chromium implements AutoCloseable {

    private static final int WARM_UP = 4;
    private static final int RUNS = 12;

    private final Playwright playwright =
            Playwright.create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    private final Browser browser;
    private final BrowserContext context;
    private final String token;

    Chromium(String token) {
        this.token = token;
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(Path.of("/usr/bin/chromium"))
                        .setArgs(List.of(
                                "--no-sandbox",
                                "--disable-background-networking",
                                "--disable-component-update",
                                "--disable-sync",
                                "--no-first-run")));
        context = browser.newContext(new Browser.NewContextOptions()
                .setViewportSize(1920, 1080)
                .setExtraHTTPHeaders(Map.of("Authorization", "Bearer " + token)));
    }

    Page page() {
        return context.newPage();
    }

    /** What the browser holds for a page, after its garbage was collected. */
    record Held(int elements, int nodes, long heap) {}

    Held held(Page page) {
        var session = context.newCDPSession(page);
        session.send("HeapProfiler.collectGarbage");
        session.send("HeapProfiler.collectGarbage");
        session.send("Performance.enable");
        var held = new Held(
                ((Number) page.evaluate("document.querySelectorAll('*').length")).intValue(),
                (int) metric(session, "Nodes"),
                (long) metric(session, "JSHeapUsedSize"));
        session.detach();
        return held;
    }

    private static double metric(CDPSession session, String name) {
        for (var metric : session.send("Performance.getMetrics").getAsJsonArray("metrics")) {
            JsonObject one = metric.getAsJsonObject();
            if (one.get("name").getAsString().equals(name)) {
                return one.get("value").getAsDouble();
            }
        }
        throw new IllegalStateException("Chromium does not tell " + name);
    }

    /** Milliseconds from asking for a page until something of it is seen. */
    record Paints(double ours, double bare) {}

    /** Of a page, and of the very same text from a server that does nothing else; styles and scripts are in the cache. */
    Paints firstPaints(String address, String text) throws Exception {
        var portal = URI.create(address);
        var bytes =
                Unpooled.unreleasableBuffer(Unpooled.directBuffer().writeBytes(text.getBytes(StandardCharsets.UTF_8)));
        var plain = HttpServer.create()
                .host("127.0.0.1")
                .port(0)
                .handle((request, response) -> request.uri().equals("/")
                        ? response.header("Content-Type", "text/html")
                                .send(Mono.fromSupplier(bytes::duplicate))
                                .then()
                        : Mono.fromCallable(() -> get(portal.resolve(request.uri())))
                                .subscribeOn(Schedulers.boundedElastic())
                                .flatMap(found -> response.status(found.statusCode())
                                        .header(
                                                "Content-Type",
                                                found.headers()
                                                        .firstValue("Content-Type")
                                                        .orElse(""))
                                        .header("Cache-Control", "max-age=3600")
                                        .sendByteArray(Mono.just(found.body()))
                                        .then()))
                .bindNow();
        var ours = new Median();
        var bare = new Median();
        for (var run = -WARM_UP; run < RUNS; run++) {
            var limit = firstPaint("http://127.0.0.1:" + plain.port() + "/");
            var measured = firstPaint(address);
            if (run >= 0) {
                bare.add(limit);
                ours.add(measured);
            }
        }
        plain.disposeNow();
        return new Paints(ours.value(), bare.value());
    }

    private HttpResponse<byte[]> get(URI address) throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            if (address.getPath().endsWith("/live")) {
                return client.send(request(address.resolve("/static/none")), HttpResponse.BodyHandlers.ofByteArray());
            }
            return client.send(request(address), HttpResponse.BodyHandlers.ofByteArray());
        }
    }

    private HttpRequest request(URI address) {
        return HttpRequest.newBuilder(address)
                .header("Authorization", "Bearer " + token)
                .build();
    }

    private double firstPaint(String address) {
        try (var page = context.newPage()) {
            page.navigate(address);
            return ((Number) page.evaluate("""
                () => new Promise(seen => new PerformanceObserver((list, me) => {
                    const paint = list.getEntriesByName('first-contentful-paint')[0]
                    if (paint) { me.disconnect(); seen(paint.startTime) }
                }).observe({ type: 'paint', buffered: true }))\
                """)).doubleValue();
        }
    }

    @Override
    public void close() {
        context.close();
        browser.close();
        playwright.close();
    }
}
