package dev.slipway.job;

import dev.slipway.target.Outcome;
import dev.slipway.target.PlacementKey;
import dev.slipway.target.Revision;
import dev.slipway.target.Verdict;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * What a job that ends has proven. A deployment that succeeded counts only if nothing that belongs to the service failed
 * or was cut short after it, such as its verification.
 */
@Component
class ProvenByJob {

    private static final int KNOWN = 20;

    private final StoredVerifiedRevisions verified;
    private final ProvenAgain again;

    ProvenByJob(StoredVerifiedRevisions verified, ProvenAgain again) {
        this.verified = verified;
        this.again = again;
    }

    /** Revisions by service, without those that were what was proven last already. */
    Map<String, Revision> by(Job job) {
        var proven = new LinkedHashMap<String, Revision>();
        var verdicts = VerdictOfJob.verdicts(job);
        verdicts.forEach((service, verdict) ->
                deployed(job, service, verdict).ifPresent(revision -> proven.put(service, revision)));
        again.by(job).forEach((service, revision) -> {
            if (!verdicts.containsKey(service)) {
                proven.put(service, revision);
            }
        });
        proven.entrySet()
                .removeIf(e -> known(job, e.getKey()).stream()
                        .findFirst()
                        .filter(e.getValue()::equals)
                        .isPresent());
        return proven;
    }

    private Optional<Revision> deployed(Job job, String service, Verdict verdict) {
        var version = verdict.proof().version();
        var returned = verdict.outcome() == Outcome.ROLLED_BACK;
        if (version == null || !returned && (verdict.outcome() != Outcome.SUCCEEDED || !sound(job, service))) {
            return Optional.empty();
        }
        var placement = job.order().placement(service);
        // A way back in a job that deploys leads to what was proven before, also where both are one version.
        var before = placement.filter(_ -> returned && job.order().deploys()).map(JobPlacement::lastVerified);
        return Stream.of(before.stream(), placement.map(JobPlacement::revision).stream(), known(job, service).stream())
                .flatMap(revisions -> revisions)
                .filter(revision -> revision.version().equals(version))
                .findFirst();
    }

    private static boolean sound(Job job, String service) {
        return VerdictOfJob.about(job, service).noneMatch(VerdictOfJob::wentWrong);
    }

    private List<Revision> known(Job job, String service) {
        var key = new PlacementKey(job.project(), job.order().environment(), service);
        return Objects.requireNonNull(verified.history(key, KNOWN)
                .map(VerifiedRevision::revision)
                .collectList()
                .block());
    }
}
