package dev.slipway.bench;

import dev.slipway.health.KeptMinutes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntBiFunction;

/** What the pages of a placement and of the past read, with a million minutes of observations kept and with many more. */
final class ObservationsBenchmark implements Benchmark {

    private static final int FEW = 1_000_000;

    /** The aim is for a hundred million, which take some minutes and 20 GB to make. */
    private static final int MANY = Integer.getInteger("bench.observations", 10_000_000);

    private static final int WARM_UP = 60;
    private static final int RUNS = 120;

    private static final Map<String, ToIntBiFunction<KeptMinutes, Integer>> READ = new LinkedHashMap<>();

    static {
        READ.put("chart of a day of a placement", KeptMinutes::chart);
        READ.put("timeline of a day of a placement", KeptMinutes::timeline);
        READ.put("grid of a project as it was", KeptMinutes::past);
        READ.put("difference between two moments", KeptMinutes::difference);
    }

    @Override
    public String name() {
        return "observations";
    }

    @Override
    public List<Figure> run(BenchDatabases databases) throws Exception {
        var now = Instant.now();
        var small = databases.migrated();
        var large = databases.migrated();
        try (var few = new KeptMinutes(small, now);
                var many = new KeptMinutes(large, now)) {
            few.write(FEW / KeptMinutes.MINUTES);
            var start = System.nanoTime();
            many.write(MANY / KeptMinutes.MINUTES);
            System.out.printf("  %,d minutes were written in %.0f s%n", MANY, (System.nanoTime() - start) / 1e9);
            BenchDatabases.settle(large);
            var figures = new ArrayList<Figure>();
            for (var read : READ.entrySet()) {
                figures.add(compare(read.getKey(), read.getValue(), few, many));
            }
            return figures;
        }
    }

    /** Another placement each time; in turns, so that whatever else the machine does hits both alike. */
    private static Figure compare(
            String what, ToIntBiFunction<KeptMinutes, Integer> read, KeptMinutes few, KeptMinutes many) {
        var limit = new Median();
        var measured = new Median();
        for (var run = -WARM_UP; run < RUNS; run++) {
            var one = 1 + Math.floorMod(run * 31, FEW / KeptMinutes.MINUTES - 20);
            var other = 1 + Math.floorMod(run * 7919, MANY / KeptMinutes.MINUTES - 20);
            var small = time(read, few, one);
            var large = time(read, many, other);
            if (small.rows() != large.rows() || small.rows() == 0) {
                throw new IllegalStateException(what + ": " + small.rows() + " rows beside " + large.rows());
            }
            if (run >= 0) {
                limit.add(small.millis());
                measured.add(large.millis());
            }
        }
        return Figure.against(
                String.format("%s, %,d observations", what, MANY),
                "ms",
                measured.value(),
                new Figure.Limit(String.format("the same with %,d", FEW), limit.value()),
                1.2);
    }

    private record Read(int rows, double millis) {}

    private static Read time(ToIntBiFunction<KeptMinutes, Integer> read, KeptMinutes kept, int placement) {
        var start = System.nanoTime();
        var rows = read.applyAsInt(kept, placement);
        return new Read(rows, (System.nanoTime() - start) / 1e6);
    }
}
