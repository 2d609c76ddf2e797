package dev.slipway.health;

import static dev.slipway.health.Sights.NOON;
import static dev.slipway.health.Sights.WEB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.artifact.ArtifactReference;
import dev.slipway.artifact.Digest;
import dev.slipway.target.Deviation;
import dev.slipway.target.Health;
import dev.slipway.target.Observation;
import dev.slipway.target.PlacementKey;
import dev.slipway.target.Revision;
import dev.slipway.target.TargetSettings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import tools.jackson.databind.node.JsonNodeFactory;

class DriftingTest {

    private static final String RUNS = "sha256:" + "ab".repeat(32);
    private static final String PROVEN = "sha256:" + "cd".repeat(32);

    private final Known known = new Known();

    /** What a test says that is expected. */
    private static final class Known implements Expectations {

        Optional<Expectation> before = Optional.empty();
        Optional<Expectation> now = Optional.empty();

        void expects(@Nullable Expectation expectation) {
            before = Optional.ofNullable(expectation);
            now = before;
        }

        @Override
        public Optional<Expectation> known(PlacementKey placement) {
            return before;
        }

        @Override
        public Optional<Expectation> now(PlacementKey placement) {
            return now;
        }
    }

    @Test
    void whatWasProvenShouldNotDrift() {
        known.expects(expectation(RUNS, Map.of()));

        assertThat(drift(healthy())).isEmpty();
    }

    @Test
    void anotherDigestShouldDrift() {
        known.expects(expectation(PROVEN, Map.of()));

        assertThat(drift(healthy())).containsExactly(new Deviation("digest", PROVEN, RUNS));
    }

    @Test
    void whereNothingWasProvenNothingShouldDrift() {
        known.expects(null);

        assertThat(drift(healthy())).isEmpty();
    }

    @Test
    void whatAJobChangesShouldNotDrift() {
        known.before = Optional.of(expectation(PROVEN, Map.of()));
        known.now = Optional.empty();

        assertThat(drift(healthy())).isEmpty();
    }

    @Test
    void whatWasSeenBeforeTheLastJobEndedShouldTellNothing() {
        known.expects(new Expectation(revision(PROVEN), NOON.minusSeconds(60), NOON.plusSeconds(1), Map.of()));

        assertThat(drift(healthy())).isNull();
    }

    @Test
    void instanceThatWasThereBeforeTheProofShouldNotBeTakenForAnotherOne() {
        known.expects(new Expectation(revision(PROVEN), NOON.plusSeconds(1), NOON.minusSeconds(1), Map.of()));

        assertThat(drift(healthy())).isEmpty();
    }

    @Test
    void whatWasAdoptedShouldNotDriftUntilItIsOtherAgain() {
        known.expects(expectation(PROVEN, Map.of("digest", RUNS)));
        assertThat(drift(healthy())).isEmpty();

        known.expects(expectation(PROVEN, Map.of("digest", "sha256:other")));
        assertThat(drift(healthy())).containsExactly(new Deviation("digest", "sha256:other (adopted)", RUNS));
    }

    @Test
    void rolloutOfSomebodyElseShouldTellNothingUntilItHasEnded() {
        known.expects(expectation(PROVEN, Map.of()));

        assertThat(drift(Sights.of(Health.MOVING, "1.1.0", NOON))).isNull();
    }

    @Test
    void serviceThatIsGoneShouldDrift() {
        known.expects(expectation(PROVEN, Map.of()));
        var gone = new Observation(NOON, Health.ABSENT, 1, 0, 0, null, null, false, List.of(), "");

        assertThat(drift(gone)).containsExactly(new Deviation("service", "1.0.0", "nothing is there"));
    }

    @Test
    void whatCannotBeSeenShouldTellNothing() {
        known.expects(expectation(PROVEN, Map.of()));

        assertThat(drift(Sights.of(Health.UNKNOWN, "1.0.0", NOON))).isNull();
    }

    private @Nullable List<Deviation> drift(Observation seen) {
        var beans = new StaticListableBeanFactory(Map.of("known", known));
        return new Drifting(beans.getBeanProvider(Expectations.class)).of(new SeenTarget(), WEB, seen);
    }

    /** Its instance was started at noon. */
    private static Observation healthy() {
        return Sights.of(Health.HEALTHY, "1.0.0", NOON);
    }

    private static Expectation expectation(String digest, Map<String, String> adopted) {
        return new Expectation(revision(digest), NOON.minusSeconds(60), NOON.minusSeconds(30), adopted);
    }

    private static Revision revision(String digest) {
        return new Revision(
                "1.0.0",
                List.of(new ArtifactReference("web", ArtifactReference.Kind.ARCHIVE, "web.zip", new Digest(digest))),
                new TargetSettings(JsonNodeFactory.instance.objectNode()),
                Map.of());
    }
}
