package dev.slipway.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.artifact.ArtifactReference;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every target keeps: no success without proof, one deployment per token, and no deployment lost. */
public interface DeploymentTargetContract {

    TargetPlayground playground();

    default DeployOrder order(Revision revision, @Nullable Revision lastVerified, String token) {
        return new DeployOrder(playground().placement(), revision, lastVerified, token);
    }

    default DeploymentId deploy(Revision revision, @Nullable Revision lastVerified, String token) throws Exception {
        return playground().target().deploy(order(revision, lastVerified, token));
    }

    /** Deploys and sees it succeed. */
    default Revision verified(Revision revision) throws Exception {
        var deployment = deploy(revision, null, "verified-" + revision.version());
        var verdict = Following.toTheEnd(playground(), deployment);
        assertThat(verdict.outcome()).as(verdict.reason()).isEqualTo(Outcome.SUCCEEDED);
        return revision;
    }

    default Observation observe(Revision revision) throws Exception {
        return playground().target().describe(playground().placement(), revision.settings());
    }

    default void assertRuns(Revision revision) throws Exception {
        var seen = observe(revision);
        assertThat(seen.health()).as(seen.toString()).isEqualTo(Health.HEALTHY);
        assertThat(seen.version()).isEqualTo(revision.version());
        assertThat(seen.instances())
                .hasSize(playground().desired())
                .allSatisfy(instance -> assertThat(instance.digest())
                        .isEqualTo(revision.artifacts().getFirst().digest()));
    }

    @Test
    default void nothingDeployedShouldBeAbsent() throws Exception {
        var seen = observe(playground().good("1.0.0"));

        assertThat(seen.health()).isEqualTo(Health.ABSENT);
        assertThat(seen.running()).isZero();
        assertThat(seen.version()).isNull();
    }

    @Test
    default void successShouldCarryTheProofOfEachInstance() throws Exception {
        var revision = playground().good("1.0.0");
        var deployment = deploy(revision, null, "one");

        var verdict = Following.toTheEnd(playground(), deployment);

        assertThat(verdict.outcome()).as(verdict.reason()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(verdict.proof().deployment()).isEqualTo(deployment);
        assertThat(verdict.proof().version()).isEqualTo("1.0.0");
        assertThat(verdict.proof().instances()).hasSize(playground().desired()).allSatisfy(running -> {
            assertThat(running.health()).isEqualTo(Health.HEALTHY);
            assertThat(running.healthAnswer()).isNotBlank();
            assertThat(revision.artifacts())
                    .extracting(ArtifactReference::digest)
                    .contains(running.digest());
        });
        assertRuns(revision);
    }

    @Test
    default void updateShouldReplaceEveryInstance() throws Exception {
        var before = verified(playground().good("1.0.0"));

        var verdict = Following.toTheEnd(playground(), deploy(playground().good("1.1.0"), before, "two"));

        assertThat(verdict.outcome()).as(verdict.reason()).isEqualTo(Outcome.SUCCEEDED);
        assertRuns(playground().good("1.1.0"));
    }

    @Test
    default void theSameTokenShouldNeverStartASecondDeployment() throws Exception {
        var first = deploy(playground().good("1.0.0"), null, "same");
        var second = deploy(playground().good("1.0.0"), null, "same");
        Following.toTheEnd(playground(), first);
        var third = deploy(playground().good("1.0.0"), null, "same");

        assertThat(second).isEqualTo(first);
        assertThat(third).isEqualTo(first);
        assertThat(playground().starts("1.0.0")).isEqualTo(playground().desired());
    }

    @Test
    default void theSameTokenShouldBeRememberedAfterLaterDeployments() throws Exception {
        var before = playground().good("1.0.0");
        var first = deploy(before, null, "first");
        Following.toTheEnd(playground(), first);
        Following.toTheEnd(playground(), deploy(playground().good("1.1.0"), before, "second"));

        assertThat(deploy(before, null, "first")).isEqualTo(first);
        assertRuns(playground().good("1.1.0"));
    }

    @Test
    default void eventsShouldBeNumberedFromOneWithoutGapsOrRepeats() throws Exception {
        var deployment = deploy(playground().good("1.0.0"), null, "one");
        var following = new Following(playground(), deployment);

        following.toTheEnd();

        assertThat(following.events())
                .extracting(TargetEvent::cursor)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, following.events().size())
                                .boxed()
                                .toList());
        assertThat(playground()
                        .target()
                        .follow(playground().placement(), deployment, 0)
                        .events())
                .isEqualTo(following.events());
    }

    @Test
    default void crashLoopWithNothingToReturnToShouldFailAndSayWhy() throws Exception {
        var following = new Following(playground(), deploy(playground().crashing("1.2.0"), null, "crash"));

        var verdict = following.toTheEnd();

        assertThat(verdict.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(verdict.reason()).contains("1.2.0").containsIgnoringCase("nothing to roll back to");
        assertThat(following.messages()).anyMatch(message -> message.contains("exit code"));
        assertThat(observe(playground().crashing("1.2.0")).running()).isZero();
    }

    @Test
    default void neverHealthyShouldNotSucceed() throws Exception {
        var following = new Following(playground(), deploy(playground().neverHealthy("1.3.0"), null, "sick"));

        var verdict = following.toTheEnd();

        assertThat(verdict.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(following.messages()).anyMatch(message -> message.contains("503"));
        assertThat(observe(playground().neverHealthy("1.3.0")).running()).isZero();
    }

    @Test
    default void slowStartShouldBeWaitedFor() throws Exception {
        var verdict = Following.toTheEnd(playground(), deploy(playground().slow("1.4.0"), null, "slow"));

        assertThat(verdict.outcome()).as(verdict.reason()).isEqualTo(Outcome.SUCCEEDED);
        assertRuns(playground().slow("1.4.0"));
    }

    /** A target that can tell at once refuses; one that cannot fails. Neither touches what runs. */
    @Test
    default void missingArtifactShouldLeaveWhatRuns() throws Exception {
        var before = verified(playground().good("1.0.0"));
        try {
            var verdict =
                    Following.toTheEnd(playground(), deploy(playground().withoutArtifact("9.9.9"), before, "missing"));
            assertThat(verdict.outcome()).isIn(Outcome.FAILED, Outcome.ROLLED_BACK);
        } catch (DeploymentRefused refused) {
            assertThat(refused).hasMessageContaining("9.9.9");
        }
        assertRuns(before);
        assertThat(playground().starts("1.0.0")).isEqualTo(playground().desired());
    }

    @Test
    default void deploymentThatAnotherTookOverShouldFailAndNameIt() throws Exception {
        var first = deploy(playground().slow("1.4.0"), null, "first");
        playground().target().follow(playground().placement(), first, 0);
        var second = deploy(playground().good("1.1.0"), null, "second");

        var verdict = Following.toTheEnd(playground(), first);

        assertThat(verdict.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(verdict.reason()).contains(second.value());
        assertThat(Following.toTheEnd(playground(), second).outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertRuns(playground().good("1.1.0"));
    }

    @Test
    default void everyLookByANewPortalShouldStartNothingTwice() throws Exception {
        var before = verified(playground().good("1.0.0"));
        var deployment = deploy(playground().good("1.1.0"), before, "two");

        Following.toTheEnd(playground(), deployment);

        assertThat(playground().starts("1.1.0")).isEqualTo(playground().desired());
    }

    /** What cannot be asked is unavailable: neither a verdict nor an observation is made up. */
    @Test
    default void outageShouldBeToldAndLoseNothing() throws Exception {
        var deployment = deploy(playground().good("1.0.0"), null, "outage");
        playground().target().follow(playground().placement(), deployment, 0);
        try (var _ = playground().outage()) {
            assertThatThrownBy(() -> playground().target().follow(playground().placement(), deployment, 0))
                    .isInstanceOf(TargetUnavailable.class);
            assertThatThrownBy(() -> observe(playground().good("1.0.0"))).isInstanceOf(TargetUnavailable.class);
            assertThatThrownBy(() -> deploy(playground().good("1.1.0"), null, "other"))
                    .isInstanceOf(TargetUnavailable.class);
        }

        assertThat(Following.toTheEnd(playground(), deployment).outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(playground().starts("1.0.0")).isEqualTo(playground().desired());
    }

    @Test
    default void cancelLeavingAsIsShouldEndAndSayWhatRuns() throws Exception {
        var before = verified(playground().good("1.0.0"));
        var deployment = deploy(playground().slow("1.4.0"), before, "half");
        var following = new Following(playground(), deployment);
        following.untilEvent("started");

        playground().target().cancel(playground().placement(), deployment, CancelMode.LEAVE_AS_IS);
        var verdict = following.toTheEnd();

        assertThat(verdict.outcome()).isEqualTo(Outcome.CANCELLED);
        assertThat(verdict.reason()).contains("1.0.0");
    }

    @Test
    default void cancelOfAnEndedDeploymentShouldChangeNothing() throws Exception {
        var revision = playground().good("1.0.0");
        var deployment = deploy(revision, null, "one");
        var verdict = Following.toTheEnd(playground(), deployment);

        playground().target().cancel(playground().placement(), deployment, CancelMode.ROLL_BACK);

        assertThat(Following.toTheEnd(playground(), deployment)).isEqualTo(verdict);
        assertRuns(revision);
    }

    @Test
    default void unknownDeploymentShouldBeUnknown() throws Exception {
        var verdict = Following.toTheEnd(playground(), new DeploymentId("d-000000000000"));

        assertThat(verdict.outcome()).isEqualTo(Outcome.UNKNOWN);
    }

    @Test
    default void invalidSettingsShouldBeNamedAndRefused() {
        var target = playground().target();
        var good = playground().good("1.0.0");
        var invalid = new Revision("1.0.0", good.artifacts(), playground().invalidSettings(), good.configuration());

        assertThat(target.validate(good.settings())).isEmpty();
        assertThat(target.validate(invalid.settings())).isNotEmpty().allSatisfy(problem -> {
            assertThat(problem.rule()).isNotBlank();
            assertThat(problem.remedy()).isNotBlank();
        });
        assertThatThrownBy(() -> deploy(invalid, null, "invalid")).isInstanceOf(DeploymentRefused.class);
    }

    @Test
    default void planShouldChangeNothing() throws Exception {
        var lines = playground().target().plan(order(playground().good("1.0.0"), null, "plan"));

        assertThat(lines).isNotEmpty().anyMatch(line -> line.contains("1.0.0"));
        assertThat(observe(playground().good("1.0.0")).health()).isEqualTo(Health.ABSENT);
    }
}
