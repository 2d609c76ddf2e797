package dev.slipway.check;

import dev.slipway.job.Job;
import dev.slipway.target.Finding;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A job with what its pre-checks found, by service in the order of the job; kept with the job for as long as it is. */
public record CheckRun(Job job, Map<String, List<Finding>> findings) {

    static CheckRun of(Job job) {
        var found = new LinkedHashMap<String, List<Finding>>();
        for (var step : job.steps()) {
            if (!step.report().findings().isEmpty()) {
                var placements = job.order().placements();
                var service = step.service() != null || placements.isEmpty()
                        ? String.valueOf(step.service())
                        : placements.getFirst().service();
                found.computeIfAbsent(service, _ -> new ArrayList<>())
                        .addAll(step.report().findings());
            }
        }
        return new CheckRun(job, found);
    }

    public boolean isEmpty() {
        return findings.isEmpty();
    }

    public long count(Finding.Result result) {
        return findings.values().stream()
                .flatMap(List::stream)
                .filter(finding -> finding.result() == result)
                .count();
    }

    /** Whether they have a service in common, so that a comparison says something. */
    boolean comparable(CheckRun other) {
        return findings.keySet().stream().anyMatch(other.findings::containsKey);
    }
}
