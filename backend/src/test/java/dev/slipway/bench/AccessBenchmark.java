package dev.slipway.bench;

import java.util.List;
import java.util.Map;

/** The same answer to everybody, and to a token that is looked at, with its permissions and places. */
final class AccessBenchmark implements Benchmark {

    private static final int WARM_UP = 300;
    private static final int RUNS = 500;

    @Override
    public String name() {
        return "access";
    }

    @Override
    public List<Figure> run(BenchDatabases databases) throws Exception {
        var open = new Median();
        var authorised = new Median();
        try (var everybody = BenchPortal.start(databases.empty());
                var some = BenchPortal.start(databases.empty(), Map.of("SLIPWAY_METRICS_PUBLIC", "false"))) {
            for (var run = -WARM_UP; run < RUNS; run++) {
                // In turns, so that whatever else the machine does hits both alike.
                var limit = time(everybody);
                var measured = time(some);
                if (run >= 0) {
                    open.add(limit);
                    authorised.add(measured);
                }
            }
        }
        return List.of(Figure.against(
                "a metric for a token that may view",
                "ms",
                authorised.value(),
                new Figure.Limit("a metric for everybody", open.value()),
                1.5));
    }

    private static double time(BenchPortal portal) throws Exception {
        var start = System.nanoTime();
        portal.client().text("/metrics?includedNames=jvm_threads_live_threads", "*/*");
        return (System.nanoTime() - start) / 1e6;
    }
}
