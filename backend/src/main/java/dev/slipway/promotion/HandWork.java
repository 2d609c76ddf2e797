package dev.slipway.promotion;

import dev.slipway.job.Job;
import dev.slipway.job.JobFilter;
import dev.slipway.job.Jobs;
import dev.slipway.release.Release;
import dev.slipway.release.Releases;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Finds out whether somebody went back by hand since it last looked. Blocks. */
@Component
class HandWork {

    private static final int PAGE = 100;

    private final StoredAutoPromotions settings;
    private final Jobs jobs;
    private final Releases releases;

    HandWork(StoredAutoPromotions settings, Jobs jobs, Releases releases) {
        this.settings = settings;
        this.jobs = jobs;
        this.releases = releases;
    }

    /**
     * What was seen.
     *
     * @param wentBack the last time somebody did, in words
     * @param upTo jobs up to this id need not be looked at again: all of them have ended
     */
    record Seen(Optional<String> wentBack, long upTo) {}

    Seen since(String project, String environment) {
        var from = settings.looked(project, environment).blockOptional().orElse(0L);
        var fresh = jobsAfter(project, environment, from);
        var wentBack = fresh.stream()
                .flatMap(job -> ByHand.wentBack(job, service -> versions(project, service)).stream())
                .findFirst();
        var oldestOpen =
                fresh.stream().filter(job -> !job.over()).mapToLong(Job::id).min();
        var newest = fresh.stream().mapToLong(Job::id).max().orElse(from);
        return new Seen(wentBack, oldestOpen.isPresent() ? oldestOpen.getAsLong() - 1 : newest);
    }

    /** Newest first. */
    private List<Job> jobsAfter(String project, String environment, long id) {
        var filter = new JobFilter(project, environment, null, null, null, null, null, null);
        var found = new ArrayList<Job>();
        @Nullable String cursor = null;
        do {
            var page = Objects.requireNonNull(jobs.page(filter, PAGE, cursor).block());
            page.jobs().stream().filter(job -> job.id() > id).forEach(found::add);
            cursor = page.jobs().stream().anyMatch(job -> job.id() <= id) ? null : page.next();
        } while (cursor != null);
        return found;
    }

    private List<String> versions(String project, String service) {
        return releases.ofService(project, service)
                .map(Release::version)
                .collectList()
                .blockOptional()
                .orElse(List.of());
    }
}
