package dev.slipway.job;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some jobs, newest first.
 *
 * @param next opaque cursor of the page after this one; null on the last
 */
public record JobPage(List<Job> jobs, @Nullable String next) {

    public JobPage {
        jobs = List.copyOf(jobs);
    }
}
