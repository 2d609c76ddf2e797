package dev.slipway.step;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.artifact.ArtifactStore;
import dev.slipway.artifact.TestStores;
import dev.slipway.job.spi.Step;
import dev.slipway.job.spi.StepResult.Failed;
import dev.slipway.job.spi.StepResult.Succeeded;
import dev.slipway.release.Release;
import dev.slipway.target.ConfigurationValue;
import dev.slipway.target.Finding;
import dev.slipway.target.Finding.Result;
import dev.slipway.target.SecretReference;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreCheckStepTest extends StepContract {

    @TempDir
    Path folder;

    private @Nullable String blocked;
    private FakeTarget target = new FakeTarget();

    @Override
    Step step() {
        var revision = InMemoryStepContext.revision("1.1.0");
        var release = new Release(
                "shop",
                "web",
                "1.1.0",
                revision.artifacts(),
                null,
                null,
                Map.of(),
                null,
                FakeTarget.SEEN,
                "ann",
                blocked);
        return new PreCheckStep(List.of(
                new ReleaseCheck(new FakeReleases(release)),
                new ArtifactCheck(store()),
                new SecretCheck(),
                new MigrationCheck(),
                new TargetCheck()));
    }

    private ArtifactStore store() {
        return TestStores.in(folder);
    }

    @Override
    InMemoryStepContext fresh() throws IOException {
        store().put(new ByteArrayInputStream("1.1.0".getBytes(StandardCharsets.UTF_8)));
        target = new FakeTarget();
        target.findings.add(new Finding("ports-free", "Ports are free", Result.PASS, "8081 and 8082", ""));
        return new InMemoryStepContext().on(target);
    }

    @Override
    long changes() {
        return target.begun.size();
    }

    @Override
    long changesOfOneRun() {
        return 0;
    }

    private Failed failed(InMemoryStepContext context) throws Exception {
        return (Failed) untilOver(step(), context);
    }

    @Test
    void everyFindingShouldBeKept() throws Exception {
        var result = (Succeeded) untilOver(step(), fresh());
        assertThat(result.findings())
                .extracting(Finding::check)
                .containsExactly("release", "artifact-app", "ports-free");
        assertThat(result.summary()).isEqualTo("All 3 checks pass");
    }

    @Test
    void aBlockedReleaseShouldStopTheJobWithItsReason() throws Exception {
        blocked = "loses orders";
        var result = failed(fresh());
        assertThat(result.report().what()).contains("loses orders");
        assertThat(result.report().check()).isEqualTo("release");
        assertThat(result.report().remedy()).contains("unblock");
    }

    @Test
    void aMissingArtifactShouldStopTheJob() throws Exception {
        var context = fresh();
        context.revision = InMemoryStepContext.revision("1.1.1");
        assertThat(failed(context).findings())
                .filteredOn(finding -> finding.result() == Result.BLOCK)
                .extracting(Finding::check)
                .contains("artifact-app");
    }

    @Test
    void aSecretThatLeadsNowhereShouldStopTheJob() throws Exception {
        var context = fresh();
        context.configuration.put("DB_PASSWORD", new ConfigurationValue.Secret(SecretReference.parse("env:NOT_THERE")));
        assertThat(failed(context).report().check()).isEqualTo("secret-DB_PASSWORD");
    }

    @Test
    void wrongMigrationSettingsShouldStopTheJob() throws Exception {
        var context = fresh();
        context.targetSettings = "{\"migrate\": {\"locations\": [\"migrations\"]}}";
        assertThat(failed(context).report().check()).isEqualTo("migrate");
    }

    @Test
    void unknownShouldStopTheJobUnlessToldOtherwise() throws Exception {
        var context = fresh();
        target.findings.add(new Finding("disk", "Room on the disk", Result.UNKNOWN, "cannot be read", "Look."));
        assertThat(failed(context).report().check()).isEqualTo("disk");
        assertThat(untilOver(step(), context.with("{\"onUnknown\": \"warn\"}"))).isInstanceOf(Succeeded.class);
    }

    @Test
    void aWarningShouldStopTheJobOnlyWhenToldSo() throws Exception {
        var context = fresh();
        target.findings.add(new Finding("disk", "Room on the disk", Result.WARN, "1 GB left", "Clear it."));
        var warned = (Succeeded) untilOver(step(), context);
        assertThat(warned.summary()).isEqualTo("3 of 4 checks pass, the others warn");
        assertThat(Objects.requireNonNull(failed(context.with("{\"treatWarnAsBlock\": true}"))
                        .report()
                        .check()))
                .isEqualTo("disk");
    }
}
