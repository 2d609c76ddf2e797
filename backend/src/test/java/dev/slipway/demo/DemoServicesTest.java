package dev.slipway.demo;

import static dev.slipway.demo.RunningService.get;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.artifact.Digest;
import dev.slipway.testing.Postgres;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.HashSet;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.core.io.ClassPathResource;

class DemoServicesTest {

    @TempDir
    private Path folder;

    @Test
    void sameContentShouldGiveTheSameBytes() throws Exception {
        var digests = new HashSet<Digest>();
        for (var version : DemoRelease.VERSIONS) {
            var archive = new DemoArchive("web", DemoRelease.load(version));
            digests.add(Digest.of(archive.bytes()));
            digests.add(Digest.of(archive.bytes()));
        }
        assertThat(digests).hasSameSizeAs(DemoRelease.VERSIONS);
    }

    @Test
    void firstReleaseShouldServeItsPageHealthAndVersion() throws Exception {
        try (var web = RunningService.start(folder, "web", "1.0.0", Map.of("GREETING", "Ahoy <you>"))) {
            var port = web.port();

            assertThat(get(port, "/").body()).contains("Ahoy &lt;you&gt;", "visitor <strong>1</strong>");
            assertThat(get(port, "/health").statusCode()).isEqualTo(200);
            assertThat(get(port, "/health").body()).contains("\"status\":\"UP\"", "\"version\":\"1.0.0\"");
            assertThat(get(port, "/version").body())
                    .contains(DemoRelease.load("1.0.0").commit());
            web.askToEnd();
            assertThat(web.line("stopped")).contains("requests=2");
        }
    }

    @Test
    void secondReleaseShouldBeHealthyOnceItsMigrationHasRun() throws Exception {
        var database = Postgres.empty();
        var url = database.jdbcUrl() + "?user=" + database.user() + "&password=" + database.password();
        try (var web = RunningService.start(folder, "web", "1.1.0", Map.of("DATABASE_URL", url))) {
            var port = web.port();
            assertThat(get(port, "/health").statusCode()).isEqualTo(503);
            assertThat(get(port, "/health").body()).contains("run this release's migrations");

            try (var connection = DriverManager.getConnection(url);
                    var statement = connection.createStatement()) {
                statement.execute(new ClassPathResource("slipway-demo/migrations/V1__visit.sql")
                        .getContentAsString(java.nio.charset.StandardCharsets.UTF_8));
            }

            assertThat(get(port, "/health").statusCode()).isEqualTo(200);
            assertThat(get(port, "/").body()).contains("visitor <strong>1</strong>");
        }
    }

    @Test
    void thirdReleaseShouldExitAndSayWhatItLacks() throws Exception {
        try (var web = RunningService.start(folder, "web", "1.2.0", Map.of())) {
            assertThat(web.line("ERROR")).contains("configuration key TIDE_API_KEY is not set");
            assertThat(web.exitCode()).isEqualTo(1);
        }
    }

    @Test
    void fourthReleaseShouldStartAndNeverBeHealthy() throws Exception {
        try (var web = RunningService.start(folder, "web", "1.3.0", Map.of("DATABASE_URL", "jdbc:postgresql:x"))) {
            var answer = get(web.port(), "/health");

            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.body()).contains("the tide service at http://127.0.0.1:9 does not answer");
        }
    }

    @Test
    void fifthReleaseShouldTellHowFarItsStartIs() throws Exception {
        try (var web = RunningService.start(folder, "web", "1.4.0", Map.of("DATABASE_URL", "jdbc:postgresql:x"))) {
            var answer = get(web.port(), "/health");

            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.body()).contains("loading the tide tables");
        }
    }

    @Test
    void workerShouldBeatAndEndWhenAsked() throws Exception {
        try (var worker = RunningService.start(folder, "worker", "1.0.0", Map.of())) {
            assertThat(worker.line("heartbeat")).contains("round=1");
            worker.askToEnd();
            assertThat(worker.line("stopping")).contains("rounds=");
        }
    }
}
