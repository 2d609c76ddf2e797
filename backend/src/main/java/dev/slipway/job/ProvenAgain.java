package dev.slipway.job;

import dev.slipway.target.Outcome;
import dev.slipway.target.Proof;
import dev.slipway.target.Revision;
import dev.slipway.target.Verdict;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * What a job that was run again from a step after its deployment proves of what the earlier job deployed: whatever went
 * wrong for the service there has succeeded here, and the target says that this very deployment is what runs, healthy.
 */
@Component
class ProvenAgain {

    /** So many times a job is run again before nobody follows the chain any more. */
    private static final int MOST = 20;

    private final StoredJobs jobs;
    private final Places places;

    ProvenAgain(StoredJobs jobs, Places places) {
        this.jobs = jobs;
        this.places = places;
    }

    Map<String, Revision> by(Job job) {
        var proven = new HashMap<String, Revision>();
        if (job.order().parent() == null || job.order().dryRun()) {
            return proven;
        }
        var chain = chain(job);
        job.order().placements().stream()
                .map(JobPlacement::service)
                .forEach(service -> revision(chain, service).ifPresent(revision -> proven.put(service, revision)));
        return proven;
    }

    /** The job and those it runs again, newest first. */
    private List<Job> chain(Job job) {
        var chain = new ArrayList<>(List.of(job));
        var parent = job.order().parent();
        while (parent != null && chain.size() < MOST) {
            var found = jobs.find(job.project(), parent).block();
            if (found == null) {
                break;
            }
            chain.add(found);
            parent = found.order().parent();
        }
        return chain;
    }

    private Optional<Revision> revision(List<Job> chain, String service) {
        var latest = new HashMap<String, StepRun>();
        for (var job : chain) {
            VerdictOfJob.about(job, service)
                    .filter(step -> step.state() != StepState.SKIPPED)
                    .forEach(step -> latest.putIfAbsent(step.name(), step));
            var verdict = VerdictOfJob.verdicts(job).get(service);
            if (verdict != null) {
                var sound = latest.values().stream().noneMatch(VerdictOfJob::wentWrong);
                return sound ? deployed(job, service, verdict) : Optional.empty();
            }
        }
        return Optional.empty();
    }

    private Optional<Revision> deployed(Job job, String service, Verdict verdict) {
        return job.order()
                .placement(service)
                .map(JobPlacement::revision)
                .filter(_ -> verdict.outcome() == Outcome.SUCCEEDED)
                .filter(revision -> revision.version().equals(verdict.proof().version()))
                .filter(_ -> runs(job, service, verdict.proof()));
    }

    private boolean runs(Job job, String service, Proof proof) {
        var deployment = proof.deployment();
        return deployment != null
                && places.seen(job, service)
                        .filter(seen -> seen.proves(deployment))
                        .isPresent();
    }
}
