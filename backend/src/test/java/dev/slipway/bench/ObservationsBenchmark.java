package dev.slipway.bench;

import dev.slipway.health.KeptMinutes;
import java.time.Instant;
import java.util.List;

/** The chart of a placement's last day, from a million looks of two days and from a hundred million. */
final class ObservationsBenchmark implements Benchmark {

    private static final int FEW = 1_000_000;

    /** Fewer to try it out. */
    private static final int MANY = Integer.getInteger("bench.looks", 100_000_000);

    private static final int WARM_UP = 20;
    private static final int RUNS = 60;

    @Override
    public String name() {
        return "observations";
    }

    @Override
    public List<Figure> run(BenchDatabases databases) throws Exception {
        var now = Instant.now();
        try (var few = new KeptMinutes(databases.migrated(), now);
                var many = new KeptMinutes(databases.migrated(), now)) {
            few.write(FEW / KeptMinutes.LOOKS);
            many.write(MANY / KeptMinutes.LOOKS);
            var limit = new Median();
            var measured = new Median();
            for (var run = -WARM_UP; run < RUNS; run++) {
                // Another placement each time; in turns, so that whatever else the machine does hits both alike.
                var small = time(few, 1 + Math.floorMod(run, FEW / KeptMinutes.LOOKS));
                var large = time(many, 1 + Math.floorMod(run * 31, MANY / KeptMinutes.LOOKS));
                if (run >= 0) {
                    limit.add(small);
                    measured.add(large);
                }
            }
            return List.of(Figure.against(
                    String.format("chart of a day of a placement, %,d looks kept", MANY),
                    "ms",
                    measured.value(),
                    new Figure.Limit(String.format("the same with %,d", FEW), limit.value()),
                    1.2));
        }
    }

    private static double time(KeptMinutes kept, int placement) {
        var start = System.nanoTime();
        if (kept.chart(placement) < 288) {
            throw new IllegalStateException("The chart of placement " + placement + " has gaps");
        }
        return (System.nanoTime() - start) / 1e6;
    }
}
