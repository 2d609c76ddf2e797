package dev.slipway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.testing.Await;
import dev.slipway.testing.BesideOthers;
import dev.slipway.testing.PortalClient;
import dev.slipway.testing.PortalJobs;
import dev.slipway.testing.PortalProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Two portals on one database: what one leaves, in good order or by a kill, the other goes on with. */
@BesideOthers
class HandOverIT {

    private static final Duration LONG = Duration.ofMinutes(3);
    private static final Map<String, String> VARIABLES = Map.of("SLIPWAY_DEMO", "true");
    private static final String PIPELINE = """
        pipelines:
          count:
            title: Count
            steps:
              - name: count
                kind: command
                perService: false
                settings: {command: [/bin/sh, -c, 'i=1; while [ $i -le 60 ]; do echo line $i; i=$((i+1)); sleep 0.1; done']}
        """;

    @TempDir(cleanup = CleanupMode.NEVER) // the embedded server may still write when it ends
    Path folder;

    @Test
    void jobsShouldGoOnWithThePortalThatIsLeft() throws Exception {
        var first = PortalProcess.start(folder, VARIABLES);
        Await.until("the demo is seeded", LONG, () -> first.output().contains("Seeded the demo project"));
        var atFirst = PortalClient.firstAdministrator(first);
        var definition = "/api/v1/projects/demo/definition";
        var yaml = atFirst.text(definition, "application/yaml");
        atFirst.put(definition, "application/yaml", atFirst.etag(definition), yaml + PIPELINE);

        try (var second = PortalProcess.start(folder, VARIABLES)) {
            var stopped = startOnOne(new PortalJobs(atFirst));
            first.close();
            assertCompleted(new PortalJobs(atFirst.at(second)), stopped);

            var third = PortalProcess.start(folder, VARIABLES);
            var killed = startOnOne(new PortalJobs(atFirst.at(third)));
            third.kill();
            assertCompleted(new PortalJobs(atFirst.at(second)), killed);
        }
    }

    /** Enough jobs that each of two portals works on some. */
    private static long[] startOnOne(PortalJobs jobs) throws Exception {
        var started = new long[6];
        for (var i = 0; i < started.length; i++) {
            started[i] = jobs.start("count", "");
        }
        for (var job : started) {
            Await.until("it counts", LONG, () -> jobs.log(job).contains("line 5"));
        }
        return started;
    }

    private static void assertCompleted(PortalJobs jobs, long... started) throws Exception {
        for (var job : started) {
            assertThat(jobs.outcome(job)).isEqualTo("SUCCEEDED");
            assertThat(jobs.log(job).lines().filter(line -> line.startsWith("line ")))
                    .containsExactlyElementsOf(IntStream.rangeClosed(1, 60)
                            .mapToObj(number -> "line " + number)
                            .toList());
            jobs.assertNoHole(job);
        }
    }
}
