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
import java.sql.DriverManager;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Pulls the portal's plug (SIGKILL) in the middle of each kind of step and starts it again: the job ends with the right
 * verdict, nothing is done twice, and no line of the log is missing. Works through the demo project on the embedded
 * database, as a new user has it.
 */
@BesideOthers
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class KillIT {

    private static final Duration LONG = Duration.ofMinutes(3);
    private static final String PIPELINES = """
        pipelines:
          kill-command:
            title: A command that takes its time
            steps:
              - name: count
                kind: command
                perService: false
                settings:
                  command: [/bin/sh, -c, 'i=1; while [ $i -le 80 ]; do echo line $i; i=$((i+1)); sleep 0.1; done; echo done >> %s']
          kill-wait:
            title: A wait
            steps:
              - name: pause
                kind: wait
                settings: {for: 6s}
          kill-manual:
            title: A question
            steps:
              - name: ask
                kind: manual
                settings: {question: Is the harbour clear?}
          kill-verify:
            title: A long look
            steps:
              - name: look
                kind: verify
                settings: {url: 'http://${instance.address}/health', passes: 8, interval: 1s}
        """;

    @TempDir(cleanup = CleanupMode.NEVER) // the service's own processes may still write when it ends
    static Path folder;

    private PortalProcess portal;
    private PortalClient client;
    private PortalJobs jobs;

    @BeforeAll
    void start() throws Exception {
        portal = PortalProcess.start(folder.resolve("data"), Map.of("SLIPWAY_DEMO", "true"));
        Await.until("the one-time link is printed", LONG, () -> portal.output().contains("/setup/"));
        client = PortalClient.firstAdministrator(portal);
        jobs = new PortalJobs(client);
        Await.until("the demo is seeded", LONG, () -> portal.output().contains("Seeded the demo project"));
        var definition = "/api/v1/projects/demo/definition";
        var yaml = client.text(definition, "application/yaml");
        client.put(
                definition,
                "application/yaml",
                client.etag(definition),
                yaml + PIPELINES.formatted(folder.resolve("marker")));
    }

    @AfterAll
    void stop() throws Exception {
        try (var _ = portal) {
            ProcessHandle.allProcesses()
                    .filter(process -> process.info()
                            .commandLine()
                            .filter(line -> line.contains(folder + "/data/processes"))
                            .isPresent())
                    .forEach(ProcessHandle::destroyForcibly);
        }
    }

    @Test
    @Order(1)
    void commandShouldRunOnceAndLoseNoLine() throws Exception {
        var job = jobs.start("kill-command", "");
        Await.until("the command prints", LONG, () -> jobs.log(job).contains("line 10"));

        pullThePlug();

        assertThat(jobs.outcome(job)).isEqualTo("SUCCEEDED");
        assertThat(Files.readAllLines(folder.resolve("marker"))).containsExactly("done");
        var lines =
                jobs.log(job).lines().filter(line -> line.startsWith("line ")).toList();
        assertThat(lines).hasSize(80);
        for (var i = 0; i < 80; i++) {
            assertThat(lines.get(i)).endsWith("line " + (i + 1));
        }
        jobs.assertNoHole(job);
    }

    @Test
    @Order(2)
    void waitShouldEndAtItsTime() throws Exception {
        var job = jobs.start("kill-wait", "");
        Await.until("it waits", LONG, () -> jobs.log(job).contains("Waiting 6s"));

        pullThePlug();

        assertThat(jobs.outcome(job)).isEqualTo("SUCCEEDED");
        assertThat(jobs.occurrences(job, "Waiting 6s")).isEqualTo(1);
        jobs.assertNoHole(job);
    }

    @Test
    @Order(3)
    void questionShouldStandAfterARestart() throws Exception {
        var job = jobs.start("kill-manual", "");
        Await.until(
                "it asks", LONG, () -> !jobs.step(job, "ask").path("question").isMissingNode());

        pullThePlug();
        client.post("/api/v1/jobs/" + job + "/steps/ask/decision", """
            {"choice": "Continue", "note": "seen from the pier"}\
            """);

        assertThat(jobs.outcome(job)).isEqualTo("SUCCEEDED");
        jobs.assertNoHole(job);
    }

    @Test
    @Order(4)
    void preCheckShouldEndAllTheSame() throws Exception {
        var job = jobs.start("checklist", PortalJobs.web("1.0.0"));

        pullThePlug();

        assertThat(jobs.outcome(job)).isEqualTo("SUCCEEDED");
        jobs.assertNoHole(job);
    }

    @Test
    @Order(5)
    void deployShouldStartEachInstanceOnce() throws Exception {
        var job = jobs.start("deploy", PortalJobs.web("1.4.0"));
        Await.until("an instance warms up", LONG, () -> jobs.log(job).contains(" started: pid "));

        pullThePlug();

        assertThat(jobs.outcome(job)).isEqualTo("SUCCEEDED");
        assertThat(jobs.occurrences(job, " started: pid ")).isEqualTo(1);
        assertThat(jobs.instances(job, "deploy/web")).isEqualTo(1);
        jobs.assertNoHole(job);
    }

    @Test
    @Order(6)
    void verifyShouldGoOn() throws Exception {
        var job = jobs.start("kill-verify", PortalJobs.web("1.4.0"));
        Await.until("it looks", LONG, () -> jobs.state(job, "look/web").equals("RUNNING"));

        pullThePlug();

        assertThat(jobs.outcome(job)).isEqualTo("SUCCEEDED");
        jobs.assertNoHole(job);
    }

    @Test
    @Order(7)
    void forceUpdateShouldReplaceEachInstanceOnce() throws Exception {
        var job = jobs.start("force-update", "{\"service\": \"web\"}");
        Await.until("a new instance starts", LONG, () -> jobs.log(job).contains(" started: pid "));

        pullThePlug();

        assertThat(jobs.outcome(job)).isEqualTo("SUCCEEDED");
        assertThat(jobs.occurrences(job, " started: pid ")).isEqualTo(1);
        jobs.assertNoHole(job);
    }

    @Test
    @Order(8)
    void crashLoopShouldStillRollBackAndSaySo() throws Exception {
        var job = jobs.start("deploy", PortalJobs.web("1.2.0"));
        Await.until(
                "the rollout is under way",
                LONG,
                () -> jobs.state(job, "deploy/web").equals("RUNNING"));

        pullThePlug();

        assertThat(jobs.outcome(job)).isEqualTo("ROLLED_BACK");
        assertThat(jobs.step(job, "deploy/web").path("verdict").path("version").asString())
                .isEqualTo("1.4.0");
        jobs.assertNoHole(job);
    }

    @Test
    @Order(9)
    void rollbackShouldEndWhereItWasSent() throws Exception {
        assertThat(jobs.outcome(jobs.start("deploy", PortalJobs.web("1.0.0")))).isEqualTo("SUCCEEDED");
        var job = jobs.start("rollback", "{\"service\": \"web\"}");
        Await.until("an old instance comes back", LONG, () -> jobs.log(job).contains(" started: pid "));

        pullThePlug();

        assertThat(jobs.outcome(job)).isIn("SUCCEEDED", "ROLLED_BACK");
        assertThat(jobs.step(job, "rollback/web")
                        .path("verdict")
                        .path("version")
                        .asString())
                .isEqualTo("1.4.0");
        assertThat(jobs.occurrences(job, " started: pid ")).isEqualTo(1);
        jobs.assertNoHole(job);
    }

    @Test
    @Order(10)
    void migrationShouldBeAppliedOnce() throws Exception {
        var archive = Zip.of(Map.of(
                "migrations/V1__visit.sql",
                demoMigration(),
                "migrations/V2__slow.sql",
                "create table slow (n int); select pg_sleep(5); insert into slow values (1);"));
        var digest = client.upload("/api/v1/projects/demo/artifacts", archive);
        client.post("/api/v1/projects/demo/releases", """
            {"service": "web", "version": "2.0.0-slow",
             "artifacts": [{"name": "app", "kind": "archive", "digest": "%s"}]}\
            """.formatted(digest));
        var job = jobs.start("migrations", PortalJobs.web("2.0.0-slow"));
        Await.until(
                "the migration runs",
                LONG,
                () -> jobs.state(job, "migrate/web").equals("RUNNING")
                        && jobs.log(job).contains("V2"));

        pullThePlug();

        assertThat(jobs.outcome(job)).isEqualTo("SUCCEEDED");
        assertThat(slowRows()).isEqualTo(1);
        jobs.assertNoHole(job);
    }

    private void pullThePlug() throws Exception {
        portal.kill();
        portal = PortalProcess.start(folder.resolve("data"), Map.of("SLIPWAY_DEMO", "true"));
        client = client.at(portal);
        jobs = new PortalJobs(client);
    }

    private static String demoMigration() throws Exception {
        try (var in = KillIT.class.getResourceAsStream("/slipway-demo/migrations/V1__visit.sql")) {
            return new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        }
    }

    private int slowRows() throws Exception {
        var url = Files.readString(Path.of(folder + "/data/demo/dev.database")).strip();
        try (var connection = DriverManager.getConnection(url);
                var statement = connection.createStatement();
                var rows = statement.executeQuery("select count(*) from slow")) {
            rows.next();
            return rows.getInt(1);
        }
    }
}
