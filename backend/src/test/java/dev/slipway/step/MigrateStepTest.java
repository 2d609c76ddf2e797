package dev.slipway.step;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.artifact.ArtifactReference;
import dev.slipway.artifact.ArtifactStore;
import dev.slipway.artifact.TestStores;
import dev.slipway.job.spi.Step;
import dev.slipway.job.spi.StepResult.Cancelled;
import dev.slipway.job.spi.StepResult.Failed;
import dev.slipway.job.spi.StepResult.Succeeded;
import dev.slipway.job.spi.StepResult.Waiting;
import dev.slipway.target.ConfigurationValue;
import dev.slipway.target.Revision;
import dev.slipway.target.SecretReference;
import dev.slipway.target.SettingProblem;
import dev.slipway.target.TargetSettings;
import dev.slipway.testing.Postgres;
import dev.slipway.testing.TestDatabase;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MigrateStepTest extends StepContract {

    private static final String MIGRATE = """
        {"migrate": {"url": "${DATABASE_URL}", "user": "${DATABASE_USER}", "password": "${DATABASE_PASSWORD}"}}
        """;

    @TempDir
    Path folder;

    private TestDatabase database = Postgres.empty();

    @Override
    Step step() {
        return new MigrateStep(new FlywayMigration(store()), new CommandMigration());
    }

    private ArtifactStore store() {
        return TestStores.in(folder);
    }

    @Override
    InMemoryStepContext fresh() throws IOException {
        var files = new LinkedHashMap<String, String>();
        files.put("migrations/V1__visit.sql", "create table visit (id int); insert into visit values (1);");
        files.put("migrations/V2__more.sql", "insert into visit values (2);");
        files.put("app.txt", "not a migration");
        return with(files);
    }

    private InMemoryStepContext with(Map<String, String> files) throws IOException {
        database = Postgres.empty();
        var context = new InMemoryStepContext().on(new FakeTarget());
        context.revision = release("1.1.0", files);
        context.targetSettings = MIGRATE;
        context.configuration.put("DATABASE_URL", new ConfigurationValue.Plain(database.jdbcUrl()));
        context.configuration.put("DATABASE_USER", new ConfigurationValue.Plain(database.user()));
        context.configuration.put(
                "DATABASE_PASSWORD", new ConfigurationValue.Secret(SecretReference.parse("env:PASSWORD")));
        context.secrets.put("env:PASSWORD", database.password());
        return context;
    }

    private Revision release(String version, Map<String, String> files) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            for (var file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
        var digest = store().put(new ByteArrayInputStream(bytes.toByteArray()));
        return new Revision(
                version,
                List.of(new ArtifactReference("app", ArtifactReference.Kind.ARCHIVE, "app.zip", digest)),
                new TargetSettings(InMemoryStepContext.JSON.createObjectNode()),
                Map.of());
    }

    /** Rows the migrations wrote. */
    @Override
    long changes() throws Exception {
        return number("select case when to_regclass('visit') is null then 0 else"
                + " (xpath('/row/n/text()', query_to_xml('select count(*) as n from visit', false, true, '')))"
                + "[1]::text::bigint end");
    }

    @Override
    long changesOfOneRun() {
        return 2;
    }

    private long number(String sql) throws SQLException {
        try (var connection = database.dataSource().getConnection();
                var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    private void execute(String sql) throws SQLException {
        try (var connection = database.dataSource().getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void pendingMigrationsShouldBeListedBeforeTheyAreApplied() throws Exception {
        var context = fresh();
        var result = (Succeeded) untilOver(step(), context);
        assertThat(result.summary()).isEqualTo("Applied 2: V1 visit, V2 more");
        assertThat(context.lines)
                .containsSubsequence("2 pending:", "  V1 visit", "  V2 more", "Applying V1 visit", "Applying V2 more");
    }

    @Test
    void planShouldNameWhatIsPending() throws Exception {
        assertThat(step().plan(fresh())).containsExactly("Apply V1 visit", "Apply V2 more");
    }

    @Test
    void nothingPendingShouldSucceed() throws Exception {
        var context = fresh();
        untilOver(step(), context);
        context.kept.clear();
        var result = (Succeeded) untilOver(step(), context);
        assertThat(result.summary()).isEqualTo("Nothing was pending; the schema is at V2 more");
    }

    @Test
    void anOlderReleaseShouldLeaveANewerSchemaAlone() throws Exception {
        var context = fresh();
        untilOver(step(), context);
        context.kept.clear();
        context.revision = release(
                "1.0.0",
                Map.of("migrations/V1__visit.sql", "create table visit (id int); insert into visit values (1);"));
        assertThat(untilOver(step(), context)).isInstanceOf(Succeeded.class);
        assertThat(changes()).isEqualTo(2);
    }

    @Test
    void aWrongMigrationShouldFailWithWhatTheDatabaseSays() throws Exception {
        var context = with(Map.of(
                "migrations/V1__visit.sql", "create table visit (id int);",
                "migrations/V2__wrong.sql", "insert into visits values (1);"));
        var result = (Failed) untilOver(step(), context);
        assertThat(String.join("\n", result.report().lastLines()))
                .contains("visits")
                .contains("V2__wrong.sql");
        assertThat(result.report().remedy()).contains("What was applied before it stays");
    }

    @Test
    void anEarlierFailureShouldBeRefusedUntilItIsRepaired() throws Exception {
        var context = fresh();
        untilOver(step(), context);
        execute("update flyway_schema_history set success = false where version = '2'");
        execute("delete from visit where id = 2");
        context.kept.clear();
        var refused = (Failed) untilOver(step(), context);
        assertThat(refused.report().what()).contains("failed half-way: V2 more");
        assertThat(refused.retryable()).isFalse();
        context.targetSettings = MIGRATE.replace("{\"url\"", "{\"repair\": true, \"url\"");
        assertThat(untilOver(step(), context)).isInstanceOf(Succeeded.class);
        assertThat(changes()).isEqualTo(2);
    }

    @Test
    void aDatabaseThatIsNotThereShouldFail() throws Exception {
        var context = fresh();
        context.configuration.put(
                "DATABASE_URL", new ConfigurationValue.Plain("jdbc:postgresql://127.0.0.1:1/nothing"));
        var result = (Failed) untilOver(step(), context);
        assertThat(result.retryable()).isTrue();
    }

    @Test
    void anotherDatabaseThanPostgresShouldBeRefused() throws Exception {
        var context = fresh();
        context.configuration.put("DATABASE_URL", new ConfigurationValue.Plain("jdbc:mysql://h/db"));
        var result = (Failed) untilOver(step(), context);
        assertThat(result.report().remedy()).contains("jdbc:postgresql://");
    }

    @Test
    void noConfigurationShouldSucceedAloud() throws Exception {
        var context = fresh();
        context.targetSettings = "{}";
        var result = (Succeeded) untilOver(step(), context);
        assertThat(result.summary()).startsWith("No migrations for web");
        assertThat(context.lines).anyMatch(line -> line.contains("No migrations for web"));
    }

    @Test
    void cancelShouldUndoTheMigrationThatRuns() throws Exception {
        var context = with(Map.of(
                "migrations/V1__visit.sql", "create table visit (id int); insert into visit values (1);",
                "migrations/V2__slow.sql", "insert into visit values (2); select pg_sleep(600);"));
        var step = step();
        var run = CompletableFuture.supplyAsync(() -> {
            try {
                return step.run(context);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        while (number("select count(*) from pg_stat_activity where query like '%pg_sleep(600)%' and state = 'active'"
                        + " and pid <> pg_backend_pid()")
                == 0) {
            LockSupport.parkNanos(20_000_000);
        }
        context.stopping = true;
        assertThat(run.get(60, TimeUnit.SECONDS)).isInstanceOf(Waiting.class);
        var result = (Cancelled) untilCancelled(step, context);
        assertThat(result.summary()).contains("Applied and kept: V1 visit", "1 still pending");
        assertThat(changes()).isEqualTo(1);
    }

    @Test
    void theStepsOwnSettingsShouldWinOverThePlacements() throws Exception {
        var context = fresh().with("{\"command\": [\"./migrate\"]}");
        assertThat(step().plan(context)).singleElement().asString().contains("Run ./migrate once beside");
    }

    @Test
    void aWrongPlacementSettingShouldBeNamed() throws Exception {
        var context = fresh();
        context.targetSettings = "{\"migrate\": {\"ulr\": \"x\"}}";
        var result = (Failed) untilOver(step(), context);
        assertThat(result.report().what()).contains("migrate.");
    }

    @Test
    void wrongSettingsShouldBeNamed() {
        assertThat(problems("{\"locations\": [\"../etc\"]}")).containsExactlyInAnyOrder("url", "locations");
        assertThat(problems("{\"tool\": \"command\"}")).containsExactly("command");
        assertThat(problems("{}")).isEmpty();
    }

    private List<String> problems(String settings) {
        return step().validate(new InMemoryStepContext().with(settings).settings()).stream()
                .map(SettingProblem::path)
                .toList();
    }
}
