package dev.slipway.bench;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;

/** A wall of 200 services in 10 environments that stays open while something changes each second: nothing may grow. */
final class WallBenchmark implements Benchmark {

    /** What is there from the begin: caches, compiled code, tiles that changed once. */
    private static final Duration WARM_UP = Duration.ofSeconds(Integer.getInteger("bench.wall.warmup", 60));

    private static final Duration LENGTH = Duration.ofSeconds(Integer.getInteger("bench.wall.seconds", 600));

    private static final Pattern LINE = Pattern.compile("(?m)^\\s*\\d+:\\s+\\d+\\s+(\\d+)\\s+(\\S+)");
    private static final double MEGABYTE = 1024 * 1024;

    private int changes;

    @Override
    public String name() {
        return "wall";
    }

    @Override
    public List<Figure> run(BenchDatabases databases) throws Exception {
        try (var grid = WideGrid.start(databases.empty());
                var chromium = new Chromium(grid.portal().client().token());
                var page = chromium.page()) {
            page.navigate(grid.portal().process().url() + "/wall");
            page.waitForFunction("() => typeof window.htmx !== 'undefined' && typeof window.slipway !== 'undefined'");
            change(grid, page, WARM_UP);
            var before = chromium.held(page);
            var served = heap(grid.portal().process().pid());
            change(grid, page, LENGTH);
            var after = chromium.held(page);
            var now = heap(grid.portal().process().pid());
            System.out.printf("  %,d changes were seen on the wall%n", changes);
            return List.of(
                    grown("elements of the wall", "", after.elements(), before.elements(), 50),
                    grown("  nodes that the browser holds", "", after.nodes(), before.nodes(), 200),
                    grown("  its heap", "MB", after.heap() / MEGABYTE, before.heap() / MEGABYTE, 2),
                    grown("  the portal's heap", "MB", now / MEGABYTE, served / MEGABYTE, 5));
        }
    }

    /** One tile each second; a change counts when the page shows it. */
    private void change(WideGrid grid, com.microsoft.playwright.Page page, Duration length) throws Exception {
        var end = System.nanoTime() + length.toNanos();
        while (System.nanoTime() < end) {
            var next = System.nanoTime() + TimeUnit.SECONDS.toNanos(1);
            var n = changes++;
            var service = n * 37 % WideGrid.SERVICES;
            var environment = n * 7 % WideGrid.ENVIRONMENTS;
            grid.see(service, environment, "2." + n + ".0");
            page.waitForFunction(
                    "([id, version]) => document.getElementById(id)?.textContent.includes(version)",
                    List.of("t_wide_e%02d_s%03d".formatted(environment, service), "2." + n + ".0"));
            LockSupport.parkNanos(next - System.nanoTime());
        }
    }

    /** @param most so much is no growth: something may be under way */
    private static Figure grown(String what, String unit, double after, double before, double most) {
        return Figure.against(
                what + ", " + LENGTH.toSeconds() + " s later",
                unit,
                after,
                new Figure.Limit("at first, and " + (int) most + " " + unit, before + most),
                1);
    }

    /**
     * Bytes that live objects take in a JVM: the histogram collects garbage first. What the serial collector leaves where it is,
     * because moving the rest together is not worth it, is told as a filler and is not live.
     */
    private static long heap(long pid) throws Exception {
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        Long.toString(pid),
                        "GC.class_histogram")
                .redirectErrorStream(true)
                .start();
        var told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        var bytes = LINE.matcher(told)
                .results()
                .filter(line -> !line.group(2).contains("jdk.internal.vm.Filler"))
                .mapToLong(line -> Long.parseLong(line.group(1)))
                .sum();
        if (bytes == 0) {
            throw new IllegalStateException("jcmd does not tell: " + told);
        }
        return bytes;
    }
}
