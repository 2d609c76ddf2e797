package dev.slipway.bench;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.LoggerFactory;

/**
 * Runs the benchmarks and prints the table, also into {@code target/bench.txt}. Arguments: the build folder, then names
 * of benchmarks to run only those.
 */
public final class Benchmarks {

    private Benchmarks() {}

    public static void main(String[] arguments) throws Exception {
        ((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).setLevel(Level.WARN);
        var target = Path.of(arguments[0]);
        var only = List.of(arguments).subList(1, arguments.length);
        var lines = new ArrayList<String>();
        lines.add(Figure.head());
        try (var databases = BenchDatabases.start()) {
            for (var benchmark : all(target)) {
                if (only.isEmpty() || only.contains(benchmark.name())) {
                    System.out.println("Measuring " + benchmark.name() + " ...");
                    benchmark.run(databases).stream().map(Figure::row).forEach(lines::add);
                }
            }
        }
        lines.add("");
        lines.add("Java " + Runtime.version() + ", " + Runtime.getRuntime().availableProcessors()
                + " processors, PostgreSQL with fsync and synchronous_commit on. Medians.");
        Files.createDirectories(target);
        Files.write(target.resolve("bench.txt"), lines);
        lines.forEach(System.out::println);
        // Threads of clients and pools are not waited for.
        System.exit(0);
    }

    private static List<Benchmark> all(Path target) {
        return List.of(
                new TriggerBenchmark(),
                new FloodBenchmark(),
                new JobsBenchmark(),
                new FirstLineBenchmark(),
                new ViewersBenchmark(),
                new EcsBenchmark(),
                new HistoryBenchmark(),
                new ObservationsBenchmark(),
                new GridBenchmark(),
                new WallBenchmark(),
                new DashboardsBenchmark(),
                new AccessBenchmark(),
                new StartBenchmark(target));
    }
}
