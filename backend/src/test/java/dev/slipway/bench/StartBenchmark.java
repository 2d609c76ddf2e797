package dev.slipway.bench;

import dev.slipway.testing.TestDatabase;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import reactor.core.publisher.Flux;

/** The packaged portal (infra/package) on a database that has its schema: start to first 200, and memory when idle. */
final class StartBenchmark implements Benchmark {

    private static final int RUNS = 5;
    private static final Duration IDLE = Duration.ofSeconds(20);

    private final Path root;

    /** @param target the build folder of the backend */
    StartBenchmark(Path target) {
        this.root = target.resolve("../..").toAbsolutePath().normalize();
    }

    @Override
    public String name() {
        return "start";
    }

    @Override
    public List<Figure> run(BenchDatabases databases) throws Exception {
        make();
        var database = databases.empty();
        var start = new Median();
        var memory = new Median();
        for (int run = -1; run < RUNS; run++) {
            var port = 18_971 + run;
            var begun = System.nanoTime();
            var portal = launch(database, port);
            try {
                awaitAnswer(portal, port);
                var seconds = (System.nanoTime() - begun) / 1e9;
                if (run >= 0) {
                    start.add(seconds);
                }
                if (run >= RUNS - 3) {
                    Flux.interval(IDLE).blockFirst();
                    memory.add(residentMegabytes(portal.pid()));
                }
            } finally {
                portal.destroy();
                portal.waitFor(60, TimeUnit.SECONDS);
            }
        }
        return List.of(
                Figure.atMost("start to first 200, PostgreSQL given", "s", start.value(), 3),
                Figure.atMost("memory when idle (RSS)", "MB", memory.value(), 250));
    }

    private void make() throws IOException, InterruptedException {
        var builder = new ProcessBuilder(root.resolve("infra/package").toString()).inheritIO();
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        var made = builder.start().waitFor();
        if (made != 0) {
            throw new IllegalStateException("infra/package ended with " + made);
        }
    }

    private Process launch(TestDatabase database, int port) throws IOException {
        var builder = new ProcessBuilder(
                        root.resolve("backend/target/slipway/slipway").toString())
                .redirectErrorStream(true)
                .redirectOutput(Files.createTempFile("slipway-start", ".log").toFile());
        var environment = builder.environment();
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        environment.put("SLIPWAY_PORT", Integer.toString(port));
        environment.put(
                "SLIPWAY_DATA_DIR", Files.createTempDirectory("slipway-start").toString());
        environment.put("SLIPWAY_DATABASE_URL", database.jdbcUrl());
        environment.put("SLIPWAY_DATABASE_USER", database.user());
        environment.put("SLIPWAY_DATABASE_PASSWORD", database.password());
        environment.put("SLIPWAY_DEMO", "false");
        return builder.start();
    }

    private static void awaitAnswer(Process portal, int port) throws IOException {
        while (!answers(port)) {
            if (!portal.isAlive()) {
                throw new IllegalStateException("The portal ended with " + portal.exitValue());
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
    }

    private static boolean answers(int port) {
        try {
            var connection = (HttpURLConnection)
                    URI.create("http://127.0.0.1:" + port + "/ready").toURL().openConnection();
            return connection.getResponseCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    private static double residentMegabytes(long pid) throws IOException {
        return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElseThrow();
    }
}
