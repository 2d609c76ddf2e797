package dev.slipway.dashboard.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.catalog.Environment;
import dev.slipway.catalog.Placement;
import dev.slipway.catalog.Project;
import dev.slipway.catalog.Service;
import dev.slipway.dashboard.Overview;
import dev.slipway.health.Drift;
import dev.slipway.health.Observed;
import dev.slipway.job.Job;
import dev.slipway.job.JobDetail;
import dev.slipway.job.SampleJobs;
import dev.slipway.job.VerifiedRevision;
import dev.slipway.target.Deviation;
import dev.slipway.target.Health;
import dev.slipway.target.Observation;
import dev.slipway.target.PlacementKey;
import dev.slipway.target.Revision;
import dev.slipway.target.TargetKind;
import dev.slipway.target.TargetSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.JsonNodeFactory;

class DashboardCellTest {

    private static final Environment DEV = new Environment("dev", "Dev", List.of(), Environment.WhenLocked.QUEUE);
    private static final Environment STAGING =
            new Environment("staging", "Staging", List.of("dev"), Environment.WhenLocked.QUEUE);
    private static final Service WEB = new Service("web", "Web", Service.Type.WEB, null, null);
    private static final Project DEMO = new Project("demo", "Demo", 1, List.of(DEV, STAGING), List.of(WEB));

    @Test
    void whatWasProvenAndIsHealthyShouldSayWhoBroughtItAndWhen() {
        var cell = staging(seen(Health.HEALTHY, "1.1.0"), proven("1.1.0"), null);

        assertThat(cell.glyph().kind()).isEqualTo("ok");
        assertThat(cell.version()).isEqualTo("1.1.0");
        assertThat(cell.count()).isEqualTo("2/2");
        assertThat(cell.text()).startsWith("dana");
        assertThat(cell.job()).isEqualTo(7);
        assertThat(cell.tag()).isNull();
    }

    @Test
    void anOlderReleaseThanUpstreamShouldSayHowFarBehindItIs() {
        var cell = staging(seen(Health.HEALTHY, "1.0.0"), proven("1.0.0"), null);

        assertThat(cell.text()).contains("2 releases behind dev");
    }

    @Test
    void whatDeviatesFromWhatWasProvenShouldBeCalledDrift() {
        var cell = staging(drifting(), proven("1.1.0"), null);

        assertThat(Objects.requireNonNull(cell.tag()).word()).isEqualTo("drift");
        assertThat(cell.text()).contains("1.1.0");
    }

    @Test
    void unknownShouldNeverLookHealthy() {
        var cell = staging(
                new Observed(
                        key("staging"),
                        observation(Health.HEALTHY, "1.1.0"),
                        Health.UNKNOWN,
                        Duration.ofMinutes(3),
                        "not looked at for 180 s"),
                proven("1.1.0"),
                null);

        assertThat(cell.glyph().kind()).isEqualTo("unk");
        assertThat(cell.version()).isEqualTo("1.1.0?");
        assertThat(cell.count()).isEqualTo("–/2");
        assertThat(cell.text()).isEqualTo("not looked at for 180 s");
    }

    @Test
    void aRollBackShouldBeShownAsOneUntilSomethingElseIsProven() {
        var last = SampleJobs.rolledBack().job();

        assertThat(Objects.requireNonNull(staging(seen(Health.HEALTHY, "1.1.0"), proven("1.1.0"), last)
                                .tag())
                        .word())
                .isEqualTo("rolled back");
    }

    @Test
    void aJobUnderWayShouldShowFromWhichVersionToWhichAndHowFar() {
        var cell = cell(overview(seen(Health.MOVING, "1.1.0"), proven("1.1.0"), null, List.of(SampleJobs.running())));

        assertThat(cell.glyph().kind()).isEqualTo("run");
        assertThat(cell.version()).isEqualTo("1.1.0 → 1.2.0");
        assertThat(cell.percent()).isBetween(1, 99);
        assertThat(cell.job()).isEqualTo(128);
        assertThat(cell.text()).contains("step 3 of 4").contains("left");
    }

    @Test
    void nothingDeployedShouldSaySo() {
        var cell = staging(
                new Observed(
                        key("staging"),
                        new Observation(SampleJobs.NOW, Health.ABSENT, 2, 0, 0, null, null, false, List.of(), ""),
                        Health.ABSENT,
                        Duration.ZERO,
                        ""),
                null,
                null);

        assertThat(cell.version()).isEqualTo("–");
        assertThat(cell.text()).isEqualTo("nothing deployed yet");
    }

    @Test
    void statusForProgramsShouldTellDriftOnlyWhereItIsSeen() {
        var blind = new Observed(
                key("staging"), observation(Health.HEALTHY, "1.2.0"), Health.UNKNOWN, Duration.ofMinutes(3), "away");

        assertThat(status(seen(Health.HEALTHY, "1.1.0")).drift()).isFalse();
        assertThat(status(drifting()).drift()).isTrue();
        assertThat(status(blind).drift()).isNull();
        assertThat(status(blind).health()).isEqualTo(Health.UNKNOWN);
        assertThat(Objects.requireNonNull(status(blind).proven()).job()).isEqualTo(7);
    }

    private static StatusAnswer.Placed status(Observed observed) {
        var overview = overview(observed, proven("1.1.0"), null, List.of());
        return StatusAnswer.placed(overview, overview.at("staging", "web").orElseThrow());
    }

    private static DashboardCell staging(Observed observed, @Nullable VerifiedRevision verified, @Nullable Job last) {
        return cell(overview(observed, verified, last, List.of()));
    }

    private static DashboardCell cell(Overview overview) {
        return DashboardCell.of(overview, overview.at("staging", "web").orElseThrow(), true, SampleJobs.NOW);
    }

    private static Overview overview(
            Observed observed, @Nullable VerifiedRevision verified, @Nullable Job last, List<JobDetail> open) {
        return new Overview(
                DEMO,
                Map.of(
                        key("dev"),
                        new Overview.At(placement(DEV), seen("dev", Health.HEALTHY, "1.2.0"), null, null),
                        key("staging"),
                        new Overview.At(placement(STAGING), observed, verified, last)),
                open,
                List.of(),
                Map.of("web", List.of("1.3.0", "1.2.0", "1.1.0", "1.0.0")),
                List.of());
    }

    private static Placement placement(Environment environment) {
        return new Placement(key(environment.key()), new TargetKind("process"), settings(), Map.of(), environment, WEB);
    }

    private static PlacementKey key(String environment) {
        return new PlacementKey("demo", environment, "web");
    }

    private static TargetSettings settings() {
        return new TargetSettings(JsonNodeFactory.instance.objectNode());
    }

    private static Observed drifting() {
        return seen(Health.HEALTHY, "1.2.0")
                .drifting(new Drift(SampleJobs.NOW, List.of(new Deviation("artifact", "1.1.0", "1.2.0"))));
    }

    private static Observed seen(Health health, String version) {
        return seen("staging", health, version);
    }

    private static Observed seen(String environment, Health health, String version) {
        return new Observed(key(environment), observation(health, version), health, Duration.ofSeconds(2), "");
    }

    private static Observation observation(Health health, String version) {
        return new Observation(SampleJobs.NOW, health, 2, 2, 0, version, null, false, List.of(), "");
    }

    private static VerifiedRevision proven(String version) {
        var artifacts = Objects.requireNonNull(SampleJobs.running()
                        .job()
                        .order()
                        .placements()
                        .getFirst()
                        .revision())
                .artifacts();
        return new VerifiedRevision(
                key("staging"),
                new Revision(version, artifacts, settings(), Map.of()),
                7,
                7,
                "dana",
                SampleJobs.NOW.minusSeconds(3600));
    }
}
