package dev.slipway.promotion;

import dev.slipway.catalog.Environment;
import dev.slipway.catalog.Protection;
import dev.slipway.job.VerifiedRevision;
import dev.slipway.job.VerifiedRevisions;
import dev.slipway.release.Release;
import dev.slipway.release.Releases;
import dev.slipway.target.PlacementKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What an environment could take now, of the services that have a place in it. Blocks. */
@Component
class Candidates {

    private final VerifiedRevisions verified;
    private final TrackRecords records;
    private final Releases releases;
    private final Promotions promotions;

    Candidates(VerifiedRevisions verified, TrackRecords records, Releases releases, Promotions promotions) {
        this.verified = verified;
        this.records = records;
        this.releases = releases;
        this.promotions = promotions;
    }

    /** A release that is proven upstream and is not what the environment has. */
    sealed interface Candidate {

        /** @param proof number of the job with which its stay upstream began */
        record Ready(String from, String service, String version, long proof) implements Candidate {}

        record NotYet(String why) implements Candidate {}
    }

    List<Candidate> of(String project, Environment target, Instant now) {
        var proven = verified.ofProject(project)
                .collectMap(VerifiedRevision::placement)
                .blockOptional()
                .orElse(Map.of());
        var onTheWay = promotions
                .open(project)
                .filter(open -> open.asked().to().equals(target.key()))
                .flatMapIterable(open -> open.asked().items())
                .collectList()
                .blockOptional()
                .orElse(List.of());
        var found = new ArrayList<Candidate>();
        var services = proven.keySet().stream()
                .filter(key -> target.promotesFrom().contains(key.environment()))
                .map(PlacementKey::service)
                .distinct()
                .sorted()
                .toList();
        for (var service : services) {
            newest(project, target, service, proven)
                    .filter(item -> !onTheWay.contains(
                            new Promotion.Item(service, item.revision().version())))
                    .flatMap(item -> judge(
                            project, target, item, proven.get(new PlacementKey(project, target.key(), service)), now))
                    .ifPresent(found::add);
        }
        return found;
    }

    /** The one proven last in an environment upstream, unless the target has it. */
    private static Optional<VerifiedRevision> newest(
            String project, Environment target, String service, Map<PlacementKey, VerifiedRevision> proven) {
        var here = proven.get(new PlacementKey(project, target.key(), service));
        return target.promotesFrom().stream()
                .flatMap(from -> Optional.ofNullable(proven.get(new PlacementKey(project, from, service))).stream())
                .max((a, b) -> a.at().compareTo(b.at()))
                .filter(item -> here == null
                        || !here.revision().version().equals(item.revision().version()));
    }

    private Optional<Candidate> judge(
            String project, Environment target, VerifiedRevision item, @Nullable VerifiedRevision here, Instant now) {
        var service = item.placement().service();
        var version = item.revision().version();
        var release = releases.find(project, service, version).blockOptional();
        if (release.isEmpty()) {
            return Optional.empty();
        }
        if (release.get().blocked() != null) {
            return Optional.of(new Candidate.NotYet(
                    service + " " + version + " is blocked: " + release.get().blocked()));
        }
        if (isOlder(release.get(), here)) {
            return Optional.of(new Candidate.NotYet(target.key() + " has a newer " + service + " than " + version));
        }
        var record = Objects.requireNonNull(
                records.of(project, target, service, version).block());
        var protection = target.protection();
        var rule = Objects.requireNonNullElse(protection.verifiedUpstream(), Protection.Upstream.ANY);
        var verdict = record.verified(rule);
        var soak = protection.soak();
        if (verdict.open() && soak != null) {
            verdict = record.soaked(soak, rule, now);
        }
        return Optional.of(
                verdict.open()
                        ? new Candidate.Ready(
                                item.placement().environment(),
                                service,
                                version,
                                record.proof(item.placement().environment()))
                        : new Candidate.NotYet(verdict.words()));
    }

    /** Whether it came out before what the environment has: going back is for people. */
    private boolean isOlder(Release release, @Nullable VerifiedRevision here) {
        return here != null
                && releases.find(
                                release.project(),
                                release.service(),
                                here.revision().version())
                        .blockOptional()
                        .filter(there -> there.registeredAt().isAfter(release.registeredAt()))
                        .isPresent();
    }
}
