package dev.slipway.bench;

import java.util.List;

/** A job asked for until everybody who watches the project's dashboard sees that it ended: one person, and 500. */
final class DashboardsBenchmark implements Benchmark {

    private static final int MANY = 500;
    private static final int WARM_UP = 15;
    private static final int RUNS = 30;

    @Override
    public String name() {
        return "dashboards";
    }

    @Override
    public List<Figure> run(BenchDatabases databases) throws Exception {
        try (var portal = BenchPortal.start(databases.empty())) {
            var path = portal.process().url() + "/projects/bench/live";
            var one = new Median();
            var processorAlone = measure(1, path, portal, one);
            var many = new Median();
            var processor = measure(MANY, path, portal, many);
            System.out.printf(
                    "  a job with one watcher used %.1f ms of processor, with %d it used %.1f ms%n",
                    processorAlone, MANY, processor);
            return List.of(
                    Figure.against(
                            "a job asked for until " + MANY + " dashboards show it",
                            "ms",
                            many.value(),
                            new Figure.Limit("until one dashboard shows it", one.value()),
                            4),
                    Figure.atMost(
                            "processor for a job, a dashboard that shows it",
                            "ms",
                            (processor - processorAlone) / (MANY - 1),
                            1));
        }
    }

    /** Gives the processor that a job used. */
    private static double measure(int people, String path, BenchPortal portal, Median times) throws Exception {
        try (var watchers = new Watchers(people, path, portal.client().token())) {
            var busy = 0.0;
            for (var run = -WARM_UP; run < RUNS; run++) {
                if (run == 0) {
                    busy = portal.processor();
                }
                var taken = watchers.until(() -> {
                    var number = portal.client()
                            .post("/api/v1/projects/bench/jobs", BenchPortal.order("nothing"))
                            .path("number")
                            .asLong();
                    return "/projects/bench/jobs/" + number + "\"";
                });
                if (run >= 0) {
                    times.add(taken);
                }
            }
            return (portal.processor() - busy) / RUNS;
        }
    }
}
