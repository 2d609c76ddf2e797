package dev.slipway.promotion;

import static dev.slipway.catalog.Protection.Upstream.ALL;
import static dev.slipway.catalog.Protection.Upstream.ANY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.artifact.ArtifactReference;
import dev.slipway.artifact.Digest;
import dev.slipway.job.VerifiedRevision;
import dev.slipway.target.PlacementKey;
import dev.slipway.target.Revision;
import dev.slipway.target.TargetSettings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.JsonNodeFactory;

class TrackRecordTest {

    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    @Test
    void stayShouldEndWhenSomethingElseIsProvenInItsPlace() {
        var history = history("1.0.0", "1.1.0", "1.1.0", "1.0.0", "1.2.0");

        assertThat(Stay.of("1.1.0", history)).containsExactly(new Stay(at(1), at(3), 2));
        assertThat(Stay.of("1.0.0", history)).containsExactly(new Stay(at(0), at(1), 1), new Stay(at(3), at(4), 4));
        assertThat(Stay.of("1.2.0", history)).containsExactly(new Stay(at(4), null, 5));
        assertThat(Stay.of("2.0.0", history)).isEmpty();
    }

    @Test
    void allUpstreamShouldAskForMoreThanAnyUpstream() {
        var one = record(List.of(), up("qa", stay(0, null)), up("load", List.of()));

        assertThat(one.verified(ANY)).isEqualTo(Judgement.open("web 1.4.0 is verified in qa by #7"));
        assertThat(one.verified(ALL)).isEqualTo(Judgement.closed("web 1.4.0 is not verified in load", null));
    }

    @Test
    void soakShouldOpenByItselfWhileTheReleaseStays() {
        var running = record(List.of(), up("qa", stay(0, null)));

        assertThat(running.soaked(Duration.ofHours(3), ANY, at(2)))
                .isEqualTo(Judgement.closed("web 1.4.0 has run in qa for 2h of 3h", at(3)));
        assertThat(running.soaked(Duration.ofHours(3), ANY, at(3)).open()).isTrue();
    }

    @Test
    void soakShouldNotOpenOnceTheReleaseHasGone() {
        var gone = record(List.of(), up("qa", stay(0, 2)));

        assertThat(gone.soaked(Duration.ofHours(3), ANY, at(9)))
                .isEqualTo(Judgement.closed("web 1.4.0 does not run in qa, where it must run for 3h", null));
        assertThat(gone.soaked(Duration.ofHours(2), ANY, at(9)).open()).isTrue();
    }

    @Test
    void soakInAllShouldWaitForTheLast() {
        var both = record(List.of(), up("qa", stay(0, null)), up("load", stay(1, null)));

        assertThat(both.soaked(Duration.ofHours(3), ALL, at(2)).opens()).isEqualTo(at(4));
        assertThat(both.soaked(Duration.ofHours(3), ANY, at(2)).opens()).isEqualTo(at(3));
    }

    @Test
    void whatWasProvenHereShouldAlwaysReturn() {
        var known = record(stay(0, 1), up("qa", List.of()));

        assertThat(known.verified(ALL).open()).isTrue();
        assertThat(known.soaked(Duration.ofHours(3), ALL, at(2)).open()).isTrue();
    }

    @Test
    void serviceWithoutAPlaceUpstreamShouldNotWaitForOne() {
        assertThat(record(List.of()).verified(ALL).open()).isTrue();
    }

    private static TrackRecord record(List<Stay> here, TrackRecord.Upstream... upstream) {
        return new TrackRecord("web", "1.4.0", here, List.of(upstream));
    }

    private static TrackRecord.Upstream up(String environment, List<Stay> stays) {
        return new TrackRecord.Upstream(environment, stays);
    }

    private static List<Stay> stay(int from, @Nullable Integer until) {
        return List.of(new Stay(at(from), until == null ? null : at(until), 7));
    }

    private static Instant at(int hour) {
        return NOON.plus(Duration.ofHours(hour));
    }

    /** One proof an hour by jobs #1, #2 ...; newest first. */
    private static List<VerifiedRevision> history(String... versions) {
        var history = new ArrayList<VerifiedRevision>();
        for (var i = 0; i < versions.length; i++) {
            history.addFirst(new VerifiedRevision(
                    new PlacementKey("shop", "qa", "web"), revision(versions[i]), 100 + i, 1 + i, "Dana", at(i)));
        }
        return history;
    }

    private static Revision revision(String version) {
        var artifact = new ArtifactReference(
                "app", ArtifactReference.Kind.ARCHIVE, "builds", Digest.of(version.getBytes(StandardCharsets.UTF_8)));
        return new Revision(
                version, List.of(artifact), new TargetSettings(JsonNodeFactory.instance.objectNode()), Map.of());
    }
}
