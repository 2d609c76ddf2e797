package dev.slipway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.testing.Await;
import dev.slipway.testing.PortalClient;
import dev.slipway.testing.PortalJobs;
import dev.slipway.testing.PortalProcess;
import dev.slipway.testing.Zip;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Two portals on one database; the one that has a promotion in its hands is killed while it waits for approval, and
 * another while it runs. It ships once, with what was approved.
 */
class PromotionHandOverIT {

    private static final Duration LONG = Duration.ofMinutes(3);
    private static final Map<String, String> VARIABLES = Map.of("SLIPWAY_DEMO", "false");
    private static final String PROMOTIONS = "/api/v1/projects/relay/promotions";
    private static final String DEFINITION = """
        project: relay
        environments:
          staging: {}
          prod:
            promotesFrom: [staging]
            protection:
              verifiedUpstream: all
              approval: {required: 1, selfApproval: true}
        services:
          web: {placements: {staging: &at {target: process, settings: {command: [/bin/true]}}, prod: *at}}
        pipelines:
          count:
            steps:
              - name: count
                kind: command
                perService: false
                settings:
                  command: [/bin/sh, -c, 'i=1; while [ $i -le 80 ]; do echo line $i; i=$((i+1)); sleep 0.1; done; echo done >> %s']
        """;

    @TempDir(cleanup = CleanupMode.NEVER) // the embedded server may still write when it ends
    Path folder;

    private PortalClient client;

    @Test
    void promotionShouldShipOnceWhicheverPortalIsKilled() throws Exception {
        var marker = folder.resolve("marker");
        var first = PortalProcess.start(folder.resolve("data"), VARIABLES);
        Await.until("the one-time link is printed", LONG, () -> first.output().contains("/setup/"));
        client = PortalClient.firstAdministrator(first);
        client.put("/api/v1/projects/relay/definition", "application/yaml", "", DEFINITION.formatted(marker));
        release();
        client.post(PROMOTIONS, """
            {"to": "prod", "pipeline": "count", "services": [{"service": "web", "version": "1.0.0"}],
             "hotfix": "It is proven elsewhere"}\
            """, "relay-1");
        Await.until("people are asked", LONG, () -> !rounds().isEmpty());

        var second = PortalProcess.start(folder.resolve("data"), VARIABLES);
        first.kill();
        client = client.at(second);
        assertThat(state()).isEqualTo("WAITING");
        approve();
        var jobs = new PortalJobs(client);
        var job = job();
        Await.until("it is at work", LONG, () -> jobs.log(job).contains("line 10"));
        Await.until("the promotion says so", LONG, () -> state().equals("RUNNING"));

        try (var third = PortalProcess.start(folder.resolve("data"), VARIABLES)) {
            second.kill();
            client = client.at(third);
            Await.until("it has shipped", LONG, () -> state().equals("SHIPPED"));
            assertShippedOnce(new PortalJobs(client), job, marker);
        }
    }

    private void assertShippedOnce(PortalJobs jobs, long job, Path marker) throws Exception {
        assertThat(Files.readAllLines(marker)).containsExactly("done");
        assertThat(jobs.log(job).lines().filter(line -> line.startsWith("line ")))
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 80)
                        .mapToObj(number -> "line " + number)
                        .toList());
        jobs.assertNoHole(job);
        Await.until("it is on record", LONG, () -> audited("approval.used") == 1);
        assertThat(rounds()).hasSize(1);
        assertThat(rounds().get(0).path("state").asString()).isEqualTo("USED");
        assertThat(audited("promotion.end")).isEqualTo(1);
        assertThat(audited("approval.ask")).isEqualTo(1);
        assertThat(client.get("/api/v1/audit/verify").path("chains"))
                .isNotEmpty()
                .allSatisfy(chain -> assertThat(chain.path("findings")).isEmpty());
    }

    private void release() throws Exception {
        var digest = client.upload("/api/v1/projects/relay/artifacts", Zip.of(Map.of("version", "1.0.0")));
        client.post("/api/v1/projects/relay/releases", """
            {"service": "web", "version": "1.0.0",
             "artifacts": [{"name": "app", "kind": "archive", "digest": "%s"}]}\
            """.formatted(digest));
    }

    private String state() throws Exception {
        return client.get(PROMOTIONS + "/1").path("state").asString();
    }

    private long job() throws Exception {
        return client.get("/api/v1/projects/relay/jobs/1").path("id").asLong();
    }

    private JsonNode rounds() throws Exception {
        return client.get("/api/v1/jobs/" + job() + "/approvals");
    }

    private void approve() throws Exception {
        var round = rounds().get(0);
        client.post("/api/v1/approvals/" + round.path("id").asLong() + "/decision", """
            {"choice": "approve", "hash": "%s"}\
            """.formatted(
                        round.path("hash").asString()));
    }

    private long audited(String action) throws Exception {
        var answer = client.get("/api/v1/audit?project=relay&action=" + action);
        return StreamSupport.stream(answer.path("records").spliterator(), false)
                .filter(record -> record.path("action").asString().equals(action))
                .count();
    }
}
