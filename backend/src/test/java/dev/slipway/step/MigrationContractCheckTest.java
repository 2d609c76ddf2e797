package dev.slipway.step;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.artifact.ArtifactReference;
import dev.slipway.artifact.ArtifactStore;
import dev.slipway.artifact.TestStores;
import dev.slipway.target.Finding;
import dev.slipway.target.Finding.Result;
import dev.slipway.target.Revision;
import dev.slipway.target.TargetSettings;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A release that is returned to runs on the database as the newer one left it. */
class MigrationContractCheckTest {

    private static final String MIGRATE = """
        {"migrate": {"url": "jdbc:postgresql://db/shop", "user": "shop", "password": "ssm:/shop/password"}}
        """;

    /** What 1.0.0, which was proven last, brought. */
    private static final Map<String, String> KNOWN =
            Map.of("V1__visit.sql", "create table visit (n int, seen timestamptz);");

    @TempDir
    Path folder;

    private final InMemoryStepContext context = new InMemoryStepContext().on(new FakeTarget());

    @BeforeEach
    void settings() throws IOException {
        context.targetSettings = MIGRATE;
        context.verified.add(release("1.0.0", KNOWN));
    }

    @Test
    void migrationsThatOnlyAddShouldPass() throws IOException {
        assertThat(after("V2__place.sql", "alter table visit add column place text;"))
                .returns(Result.PASS, Finding::result)
                .returns("the 1 between 1.0.0 and 1.1.0 only add", Finding::evidence);
    }

    @Test
    void aMigrationThatTakesAwayShouldBeNamedWithWhatItTakes() throws IOException {
        assertThat(after("V2__drop.sql", "alter table visit drop column seen;"))
                .returns(Result.WARN, Finding::result)
                .returns("1.0.0 could not run after: V2__drop.sql drops a column", Finding::evidence)
                .extracting(Finding::remedy)
                .asString()
                .contains("contract in a later one, once nothing returns to 1.0.0");
    }

    @Test
    void whatTheReleaseToReturnToBroughtItselfShouldNotCount() throws IOException {
        context.verified.clear();
        context.verified.add(release("1.0.0", Map.of("V1__visit.sql", "drop table old_visit;")));
        context.revision = release("1.1.0", Map.of("V1__visit.sql", "drop table old_visit;"));

        assertThat(found())
                .returns(Result.PASS, Finding::result)
                .returns("no migration lies between 1.0.0 and 1.1.0", Finding::evidence);
    }

    @Test
    void aMigrationThatIsSaidToBeHarmlessShouldPass() throws IOException {
        assertThat(after("V2__drop.sql", "-- slipway: compatible\ndrop table never_used;"))
                .returns(Result.PASS, Finding::result);
    }

    @Test
    void anArchiveThatIsGoneShouldBeUnknownAndNotPass() throws IOException {
        context.revision = InMemoryStepContext.revision("1.1.0");

        assertThat(found()).returns(Result.UNKNOWN, Finding::result);
    }

    @Test
    void withNothingToReturnToThereShouldBeNothingToAsk() throws IOException {
        context.verified.clear();
        context.revision = release("1.1.0", Map.of("V2__drop.sql", "drop table visit;"));

        assertThat(check().find(context)).isEmpty();
    }

    @Test
    void migrationsByCommandShouldBeTheImagesOwn() throws IOException {
        context.targetSettings = "{\"migrate\": {\"tool\": \"command\", \"command\": [\"./migrate\"]}}";
        context.revision = release("1.1.0", Map.of("V2__drop.sql", "drop table visit;"));

        assertThat(check().find(context)).isEmpty();
    }

    private Finding after(String file, String sql) throws IOException {
        var scripts = new TreeMap<>(KNOWN);
        scripts.put(file, sql);
        context.revision = release("1.1.0", scripts);
        return found();
    }

    private Finding found() {
        return check().find(context).getFirst();
    }

    private MigrationContractCheck check() {
        return new MigrationContractCheck(store());
    }

    private ArtifactStore store() {
        return TestStores.in(folder);
    }

    private Revision release(String version, Map<String, String> scripts) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            for (var script : scripts.entrySet()) {
                zip.putNextEntry(new ZipEntry("migrations/" + script.getKey()));
                zip.write(script.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
        var digest = store().put(new ByteArrayInputStream(bytes.toByteArray()));
        return new Revision(
                version,
                List.of(new ArtifactReference("app", ArtifactReference.Kind.ARCHIVE, "app.zip", digest)),
                new TargetSettings(InMemoryStepContext.JSON.createObjectNode()),
                Map.of());
    }
}
