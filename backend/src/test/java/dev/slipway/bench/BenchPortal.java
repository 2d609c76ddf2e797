package dev.slipway.bench;

import dev.slipway.testing.PortalClient;
import dev.slipway.testing.PortalProcess;
import dev.slipway.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** A portal in a JVM of its own on a given database, with a project to run jobs in. */
record BenchPortal(PortalProcess process, PortalClient client) implements AutoCloseable {

    private static final String DEFINITION = """
        project: bench
        title: Benchmarks
        environments:
          dev:
            title: Development
        pipelines:
          hello:
            title: One line
            steps:
              - name: hello
                kind: command
                perService: false
                settings:
                  command: [/bin/echo, the first line]
          hello-and-stay:
            title: One line of a job that goes on
            steps:
              - name: hello
                kind: command
                perService: false
                settings:
                  command: [/bin/sh, -c, echo the first line; exec sleep 600]
          nothing:
            title: Nothing
            steps:
              - name: nothing
                kind: wait
                settings: {for: 0s}
        """;

    static BenchPortal start(TestDatabase database) throws IOException, InterruptedException {
        return start(database, Map.of());
    }

    static BenchPortal start(TestDatabase database, Map<String, String> more) throws IOException, InterruptedException {
        var variables = new HashMap<>(more);
        variables.putAll(Map.of(
                "SLIPWAY_LIMIT_REQUESTS", "0",
                "SLIPWAY_LIMIT_STREAMS", "0",
                "SLIPWAY_DATABASE_URL", database.jdbcUrl(),
                "SLIPWAY_DATABASE_USER", database.user(),
                "SLIPWAY_DATABASE_PASSWORD", database.password(),
                "SLIPWAY_DEMO", "false",
                "SLIPWAY_LOG_LEVEL", "warn"));
        Path folder = Files.createTempDirectory("slipway-bench");
        var process = PortalProcess.start(folder, variables, "-XX:TieredStopAtLevel=4", "-Xmx1g");
        var client = PortalClient.firstAdministrator(process);
        client.put("/api/v1/projects/bench/definition", "application/yaml", "", DEFINITION);
        return new BenchPortal(process, client);
    }

    /** Milliseconds of processor that the portal has used. */
    double processor() {
        return ProcessHandle.of(process.pid())
                .flatMap(one -> one.info().totalCpuDuration())
                .orElseThrow()
                .toMillis();
    }

    static String order(String pipeline) {
        return "{\"pipeline\": \"" + pipeline + "\", \"environment\": \"dev\", \"services\": []}";
    }

    @Override
    public void close() {
        process.close();
    }
}
