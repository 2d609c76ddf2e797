package dev.slipway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.testing.Await;
import dev.slipway.testing.BesideOthers;
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
@BesideOthers
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
                  command:
                    - /bin/sh
                    - -c
                    - |
                      for i in 1 2 3 4 5; do echo line $i; done
                      while [ ! -e %s ]; do sleep 0.1; done
                      for i in 6 7 8 9; do echo line $i; done
                      echo done >> %s
        """;

    @TempDir(cleanup = CleanupMode.NEVER) // the embedded server may still write when it ends
    Path folder;

    @Test
    void promotionShouldShipOnceWhicheverPortalIsKilled() throws Exception {
        var go = folder.resolve("go");
        var marker = folder.resolve("marker");
        var first = PortalProcess.start(folder.resolve("data"), VARIABLES);
        Await.until("the one-time link is printed", LONG, () -> first.output().contains("/setup/"));
        var client = PortalClient.firstAdministrator(first);
        client.put("/api/v1/projects/relay/definition", "application/yaml", "", DEFINITION.formatted(go, marker));
        release(client);
        client.post(PROMOTIONS, """
            {"to": "prod", "pipeline": "count", "services": [{"service": "web", "version": "1.0.0"}],
             "hotfix": "It is proven elsewhere"}\
            """, "relay-1");
        Await.until("people are asked", LONG, () -> !new Relay(client).rounds().isEmpty());

        var second = PortalProcess.start(folder.resolve("data"), VARIABLES);
        first.kill();
        var relay = new Relay(client.at(second));
        assertThat(relay.state()).isEqualTo("WAITING");
        relay.approve();
        var jobs = new PortalJobs(relay.client());
        var job = relay.job();
        Await.until("it is at work", LONG, () -> jobs.log(job).contains("line 5"));
        Await.until("the promotion says so", LONG, () -> relay.state().equals("RUNNING"));

        try (var third = PortalProcess.start(folder.resolve("data"), VARIABLES)) {
            second.kill();
            Files.createFile(go);
            var last = new Relay(client.at(third));
            Await.until("it has shipped", LONG, () -> last.state().equals("SHIPPED"));
            assertThat(Files.readAllLines(marker)).containsExactly("done");
            assertEachLineOnce(new PortalJobs(last.client()), job);
            assertOneRecordEach(last);
        }
    }

    private static void assertEachLineOnce(PortalJobs jobs, long job) throws Exception {
        assertThat(jobs.log(job).lines().filter(line -> line.startsWith("line ")))
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 9)
                        .mapToObj(number -> "line " + number)
                        .toList());
        jobs.assertNoHole(job);
    }

    private static void assertOneRecordEach(Relay relay) throws Exception {
        Await.until("it is on record", LONG, () -> relay.audited("approval.used") == 1);
        assertThat(relay.rounds()).hasSize(1);
        assertThat(relay.rounds().get(0).path("state").asString()).isEqualTo("USED");
        assertThat(relay.audited("promotion.end")).isEqualTo(1);
        assertThat(relay.audited("approval.ask")).isEqualTo(1);
        assertThat(relay.client().get("/api/v1/audit/verify").path("chains"))
                .isNotEmpty()
                .allSatisfy(chain -> assertThat(chain.path("findings")).isEmpty());
    }

    private static void release(PortalClient client) throws Exception {
        var digest = client.upload("/api/v1/projects/relay/artifacts", Zip.of(Map.of("version", "1.0.0")));
        client.post("/api/v1/projects/relay/releases", """
            {"service": "web", "version": "1.0.0",
             "artifacts": [{"name": "app", "kind": "archive", "digest": "%s"}]}\
            """.formatted(digest));
    }

    /** The promotion and its job, at one of the portals. */
    private record Relay(PortalClient client) {

        String state() throws Exception {
            return client.get(PROMOTIONS + "/1").path("state").asString();
        }

        long job() throws Exception {
            return client.get("/api/v1/projects/relay/jobs/1").path("id").asLong();
        }

        JsonNode rounds() throws Exception {
            return client.get("/api/v1/jobs/" + job() + "/approvals");
        }

        void approve() throws Exception {
            var round = rounds().get(0);
            client.post("/api/v1/approvals/" + round.path("id").asLong() + "/decision", """
                {"choice": "approve", "hash": "%s"}\
                """.formatted(
                            round.path("hash").asString()));
        }

        long audited(String action) throws Exception {
            var answer = client.get("/api/v1/audit?project=relay&action=" + action);
            return StreamSupport.stream(answer.path("records").spliterator(), false)
                    .filter(record -> record.path("action").asString().equals(action))
                    .count();
        }
    }
}
