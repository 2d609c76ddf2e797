package dev.slipway.job;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A job with what is known around it, for one page.
 *
 * @param estimates how long each step run usually takes, by its name; only those with a history
 * @param estimate how long the job usually takes
 * @param blockedBy who holds the placements it waits for
 * @param queuePosition how many jobs are before it; 0 when it does not queue
 */
public record JobDetail(
        Job job,
        Map<String, Duration> estimates,
        @Nullable Duration estimate,
        List<LockHolder> blockedBy,
        int queuePosition) {

    public JobDetail {
        estimates = Map.copyOf(estimates);
        blockedBy = List.copyOf(blockedBy);
    }
}
