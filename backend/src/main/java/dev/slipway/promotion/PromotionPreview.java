package dev.slipway.promotion;

import dev.slipway.job.JobPreview;
import dev.slipway.job.LockHolder;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a promotion would change.
 *
 * @param earlier promotions of the same services that wait
 * @param estimate how long such a job usually takes; null without a history
 */
public record PromotionPreview(
        String from,
        String to,
        String pipeline,
        List<Change> services,
        List<JobPreview.PlannedStep> steps,
        List<LockHolder> lockedBy,
        @Nullable Duration estimate,
        List<Earlier> earlier) {

    public PromotionPreview {
        services = List.copyOf(services);
        steps = List.copyOf(steps);
        lockedBy = List.copyOf(lockedBy);
        earlier = List.copyOf(earlier);
    }

    /**
     * One service.
     *
     * @param back whether an older release replaces a newer one; the news are then what is lost
     * @param news releases between what runs there and what would, newest first
     * @param migrations what the job would do to databases, one line each
     * @param missing names of variables that the environment it comes from sets and this one does not
     * @param proof where it is verified, such as {@code web 1.4.0 is verified in staging by #12}
     */
    public record Change(
            JobPreview.ServiceChange change,
            boolean back,
            List<ReleaseNews> news,
            List<String> migrations,
            List<String> missing,
            String proof) {

        public Change {
            news = List.copyOf(news);
            migrations = List.copyOf(migrations);
            missing = List.copyOf(missing);
        }

        public List<String> tickets() {
            return news.stream().flatMap(n -> n.tickets().stream()).distinct().toList();
        }

        /** How many commits the notes name. */
        public long commits() {
            return news.stream()
                    .flatMap(n -> n.changes().stream())
                    .filter(c -> c.commit() != null)
                    .count();
        }
    }

    /**
     * An earlier promotion of the same services that waits.
     *
     * @param approvedBy who has approved it; it is then not superseded unless somebody says so
     */
    public record Earlier(long number, String title, List<String> approvedBy) {

        public Earlier {
            approvedBy = List.copyOf(approvedBy);
        }
    }
}
