package dev.slipway.notification;

import java.time.Instant;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What went on record, as the outbox holds it until it was routed.
 *
 * @param message id of the notice it becomes
 * @param action as the audit log has it, such as {@code job.end}
 */
public record Recorded(long id, String message, Instant at, String actor, String action, What what) {

    private static final Pattern JOB = Pattern.compile("job #(\\d+)\\b.*", Pattern.DOTALL);

    /** @param after the state after, as the record has it; missing if it has none */
    public record What(
            @Nullable String project,
            String subject,
            JsonNode after,
            @Nullable String reason) {}

    /** The number of the job that it was done to, if it was done to one. */
    public OptionalLong job() {
        return job(what.subject());
    }

    private static OptionalLong job(String subject) {
        var found = JOB.matcher(subject);
        return found.matches() ? OptionalLong.of(Long.parseLong(found.group(1))) : OptionalLong.empty();
    }

    /** What is told in order: all of one job, and all of everything else with one subject. */
    static String stream(@Nullable String project, String subject) {
        var job = job(subject);
        return (project == null ? "" : project) + "/" + (job.isPresent() ? "job #" + job.getAsLong() : subject);
    }
}
