package dev.slipway.step;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.job.spi.Step;
import dev.slipway.job.spi.StepResult.Failed;
import dev.slipway.job.spi.StepResult.Succeeded;
import dev.slipway.release.Release;
import dev.slipway.release.Releases;
import dev.slipway.target.ConfigurationValue;
import dev.slipway.target.Health;
import dev.slipway.target.Outcome;
import dev.slipway.target.Revision;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RollbackStepTest extends RolloutContract {

    private final Releases releases =
            new FakeReleases(release("1.0.0", null), release("0.9.0", null), release("0.8.0", "leaks memory"));

    private static Release release(String version, @Nullable String blocked) {
        var revision = InMemoryStepContext.revision(version);
        return new Release(
                "shop",
                "web",
                version,
                revision.artifacts(),
                null,
                null,
                Map.of(),
                null,
                FakeTarget.SEEN,
                "ann",
                blocked);
    }

    @Override
    Step step() {
        return new RollbackStep(releases);
    }

    @Override
    InMemoryStepContext fresh() {
        var context = super.fresh();
        context.revision = null;
        return context;
    }

    private Succeeded back(InMemoryStepContext context) throws Exception {
        return (Succeeded) untilOver(step(), context);
    }

    @Test
    void shouldReturnToWhatWasProvenBeforeWhatRuns() throws Exception {
        var context = fresh();
        context.verified.clear();
        context.verified.addAll(List.of(
                InMemoryStepContext.revision("1.1.0"),
                InMemoryStepContext.revision("1.0.0"),
                InMemoryStepContext.revision("0.9.0")));
        var verdict = verdict(back(context));
        assertThat(verdict.outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(verdict.proof().version()).isEqualTo("1.0.0");
    }

    @Test
    void theChoiceShouldBeMadeOnce() throws Exception {
        var context = fresh();
        step().run(context);
        target().observation = FakeTarget.seen("1.0.0", Health.HEALTHY, null);
        assertThat(verdict(back(context)).proof().version()).isEqualTo("1.0.0");
    }

    @Test
    void aStatedVersionShouldBeTakenFromTheReleases() throws Exception {
        var context = fresh().with("{\"version\": \"0.9.0\"}");
        assertThat(verdict(back(context)).proof().version()).isEqualTo("0.9.0");
    }

    @Test
    void theReleaseOfAFailedJobShouldNotComeBack() throws Exception {
        var context = fresh();
        context.revision = InMemoryStepContext.revision("1.2.0");
        assertThat(verdict(back(context)).proof().version()).isEqualTo("1.0.0");
    }

    @Test
    void aJobThatRolledItselfBackShouldStayAtWhatWasProvenBefore() throws Exception {
        var context = fresh();
        context.deploys = true;
        context.revision = InMemoryStepContext.revision("1.2.0");
        context.verified.clear();
        context.verified.addAll(List.of(
                InMemoryStepContext.revision("1.1.0"),
                InMemoryStepContext.revision("1.2.0"),
                InMemoryStepContext.revision("1.0.0")));
        // 1.1.0 runs already; what was proven before it, or the failed release that once was, must not come.
        assertThat(verdict(back(context)).proof().version()).isEqualTo("1.1.0");
    }

    @Test
    void aJobThatDeployedWhereNothingWasProvenShouldHaveNoWayBack() throws Exception {
        var context = fresh();
        context.deploys = true;
        context.revision = InMemoryStepContext.revision("1.2.0");
        context.verified.clear();
        var result = (Failed) untilOver(step(), context);
        assertThat(result.report().what()).contains("Nothing was proven");
    }

    @Test
    void aVersionDeployedAgainShouldReturnWithTheSettingsThatWereProven() throws Exception {
        var context = fresh();
        context.deploys = true;
        context.revision = configured("1.1.0", "new");
        context.verified.clear();
        context.verified.add(configured("1.1.0", "old"));
        back(context);
        assertThat(target().orders.getLast().revision()).isEqualTo(configured("1.1.0", "old"));
    }

    private static Revision configured(String version, String value) {
        var revision = InMemoryStepContext.revision(version);
        return new Revision(
                version,
                revision.artifacts(),
                revision.settings(),
                Map.of("MODE", new ConfigurationValue.Plain(value)));
    }

    @Test
    void aBlockedReleaseShouldBeRefused() throws Exception {
        var result = (Failed) untilOver(step(), fresh().with("{\"version\": \"0.8.0\"}"));
        assertThat(result.report().what()).contains("leaks memory");
    }

    @Test
    void shouldSayThatThereIsNoWayBack() throws Exception {
        var context = fresh();
        context.verified.clear();
        var result = (Failed) untilOver(step(), context);
        assertThat(result.report().what()).contains("Nothing else than 1.1.0 was ever proven");
    }
}
