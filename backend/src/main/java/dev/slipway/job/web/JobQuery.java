package dev.slipway.job.web;

import dev.slipway.job.JobFilter;
import dev.slipway.job.JobState;
import dev.slipway.target.Outcome;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * The filter of the job list, as it stands in the address.
 *
 * @param state queued, running, waiting, or how it ended
 * @param after cursor of the page
 */
record JobQuery(
        @Nullable String q,
        @Nullable String state,
        @Nullable String environment,
        @Nullable String service,
        @Nullable String after) {

    JobQuery {
        q = blankToNull(q);
        state = blankToNull(state);
        environment = blankToNull(environment);
        service = blankToNull(service);
        after = blankToNull(after);
    }

    private static @Nullable String blankToNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }

    /** What a person may choose from; anything else in the address means any state. */
    public List<String> states() {
        return List.of("queued", "running", "waiting", "succeeded", "rolled back", "failed", "cancelled", "unknown");
    }

    /** Whether anything is filtered. */
    public boolean any() {
        return q != null || state != null || environment != null || service != null;
    }

    JobFilter filter(String project) {
        return new JobFilter(project, environment, service, jobState(), outcome(), null, null, q);
    }

    private @Nullable JobState jobState() {
        return switch (state) {
            case "queued" -> JobState.QUEUED;
            case "running" -> JobState.RUNNING;
            case "waiting" -> JobState.WAITING;
            case null, default -> null;
        };
    }

    private @Nullable Outcome outcome() {
        return state == null || !states().contains(state) || jobState() != null
                ? null
                : Outcome.valueOf(state.replace(' ', '_').toUpperCase(Locale.ROOT));
    }

    /** The same filter on another page, or from the newest on. */
    String address(String path, @Nullable String cursor) {
        var address = UriComponentsBuilder.fromPath(path);
        add(address, "q", q);
        add(address, "state", state);
        add(address, "environment", environment);
        add(address, "service", service);
        add(address, "after", cursor);
        return address.encode().toUriString();
    }

    private static void add(UriComponentsBuilder address, String name, @Nullable String value) {
        if (value != null) {
            address.queryParam(name, value);
        }
    }
}
