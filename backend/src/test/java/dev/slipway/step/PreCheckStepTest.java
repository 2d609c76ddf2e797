package dev.slipway.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.slipway.artifact.ArtifactStore;
import dev.slipway.artifact.TestStores;
import dev.slipway.catalog.Catalog;
import dev.slipway.catalog.Checks;
import dev.slipway.catalog.Environment;
import dev.slipway.catalog.Placement;
import dev.slipway.catalog.Project;
import dev.slipway.catalog.Protection;
import dev.slipway.catalog.Service;
import dev.slipway.job.spi.Gate;
import dev.slipway.job.spi.Step;
import dev.slipway.job.spi.StepContext;
import dev.slipway.job.spi.StepResult.Failed;
import dev.slipway.job.spi.StepResult.Succeeded;
import dev.slipway.release.Release;
import dev.slipway.target.ConfigurationValue;
import dev.slipway.target.Finding;
import dev.slipway.target.Finding.Result;
import dev.slipway.target.PlacementKey;
import dev.slipway.target.SecretReference;
import dev.slipway.target.TargetKind;
import dev.slipway.target.TargetSettings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

class PreCheckStepTest extends StepContract {

    @TempDir
    Path folder;

    private @Nullable String blocked;
    private FakeTarget target = new FakeTarget();
    private Checks checks = Checks.NONE;

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
        return new PreCheckStep(
                List.of(
                        new ReleaseCheck(new FakeReleases(release)),
                        new ArtifactCheck(store()),
                        new SecretCheck(),
                        new MigrationCheck(),
                        new TargetCheck()),
                catalog(checks));
    }

    private static Catalog catalog(Checks checks) {
        var environment =
                new Environment("dev", "Dev", List.of(), Environment.WhenLocked.QUEUE, Protection.NONE, checks);
        var placement = new Placement(
                InMemoryStepContext.KEY,
                new TargetKind("fake"),
                new TargetSettings(InMemoryStepContext.JSON.createObjectNode()),
                Map.of(),
                environment,
                new Service("web", "Web", Service.Type.WEB, null, null));
        return new OnePlacement(placement);
    }

    /** A catalog of one placement. */
    private record OnePlacement(Placement placement) implements Catalog {

        @Override
        public Flux<Project> projects() {
            return Flux.empty();
        }

        @Override
        public Mono<Project> project(String key) {
            return Mono.empty();
        }

        @Override
        public Mono<Placement> placement(PlacementKey key) {
            return Mono.just(placement).filter(p -> p.key().equals(key));
        }

        @Override
        public Flux<Placement> placements(String project) {
            return Flux.just(placement);
        }
    }

    @Test
    void environmentShouldSayWhatACheckLeadsTo() throws Exception {
        checks = new Checks(
                Map.of(
                        "ports-*",
                        Checks.Severity.WARN,
                        "disk-space",
                        Checks.Severity.BLOCK,
                        "owner",
                        Checks.Severity.OFF),
                null,
                null);
        var context = fresh();
        target.findings.clear();
        target.findings.add(new Finding("ports-free", "Ports are free", Result.BLOCK, "none is free", ""));
        target.findings.add(new Finding("owner", "Ours", Result.BLOCK, "somebody else's", ""));

        var warned = (Succeeded) untilOver(step(), context);
        assertThat(warned.findings())
                .filteredOn(finding -> !finding.check().startsWith("artifact"))
                .extracting(Finding::check, Finding::result)
                .contains(tuple("ports-free", Result.WARN))
                .doesNotContain(tuple("owner", Result.BLOCK));

        context = fresh();
        target.findings.add(new Finding("disk-space", "Room", Result.WARN, "90 % full", "Tidy up."));
        target.findings.add(new Finding("ports-free", "Ports are free", Result.UNKNOWN, "cannot be told", ""));
        var stopped = failed(context);
        assertThat(stopped.findings())
                .extracting(Finding::check, Finding::result)
                .contains(tuple("disk-space", Result.BLOCK), tuple("ports-free", Result.UNKNOWN));
    }

    @Test
    void checkThatDoesNotAnswerShouldBeUnknownAndHoldUpNoOther() throws Exception {
        var never = new CountDownLatch(1);
        var slow = new PreCheck() {
            @Override
            public String key() {
                return "slow";
            }

            @Override
            public String about() {
                return "something slow";
            }

            @Override
            public Duration limit() {
                return Duration.ofMillis(1);
            }

            @Override
            public List<Finding> find(StepContext context) {
                Uninterruptibles.await(never);
                return List.of();
            }
        };
        var step = new PreCheckStep(List.of(slow, new TargetCheck()), catalog(Checks.NONE));
        var result = (Failed) untilOver(step, fresh());
        never.countDown();

        assertThat(result.findings())
                .extracting(Finding::check, Finding::result)
                .containsExactly(tuple("slow", Result.UNKNOWN), tuple("ports-free", Result.PASS));
    }

    /** Waits as code does that does not listen to interrupts. */
    private static final class Uninterruptibles {

        static void await(CountDownLatch latch) {
            while (latch.getCount() > 0) {
                try {
                    latch.await();
                } catch (InterruptedException e) {
                    continue;
                }
            }
        }
    }

    @Test
    void closedGateShouldWarnAndARefusalBlock() throws Exception {
        var frozen = Gate.Standing.closed("freeze", "No freeze", "Black Friday", Gate.Opening.by("ops", null));
        var refused = Gate.Standing.refused("upstream", "Verified in staging", "1.1.0 was never proven there");
        var gate = new Gate() {
            @Override
            public String name() {
                return "sample";
            }

            @Override
            public List<Standing> ask(Question question) {
                assertThat(question.moment()).isEqualTo(Moment.LOOK);
                assertThat(question.run()).isEmpty();
                return List.of(frozen, refused);
            }
        };
        var beans = new StaticListableBeanFactory(Map.of("gate", gate));
        var check = new GateCheck(catalog(Checks.NONE), beans.getBeanProvider(Gate.class));

        assertThat(check.find(fresh()))
                .extracting(Finding::check, Finding::result, Finding::remedy)
                .containsExactly(
                        tuple("gate-freeze", Result.WARN, "It is opened by ops."),
                        tuple("gate-upstream", Result.BLOCK, ""));
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
