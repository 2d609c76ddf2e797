package dev.slipway.dashboard.grid;

import dev.slipway.target.Health;
import dev.slipway.target.PlacementKey;
import dev.slipway.web.Glyph;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the grid tells of one placement. The same for everybody who may see it, so that it is made once.
 *
 * @param mark what is not as it should be; null if there is nothing
 * @param change that is under way
 * @param alerts that are open about it
 */
public record Tile(
        PlacementKey key,
        Health health,
        Runs runs,
        @Nullable Mark mark,
        @Nullable Change change,
        int alerts) {

    /**
     * What runs there.
     *
     * @param version last seen, or, where nothing was ever seen, proven
     * @param count running of desired instances; empty where none should run
     * @param since when the version was proven there
     * @param job that proved it
     * @param queue how much waits to be worked on, or that it is not known; null where there is no queue
     */
    public record Runs(
            @Nullable String version,
            String count,
            @Nullable Instant since,
            @Nullable Long job,
            @Nullable String queue) {

        /** Of something that has no queue. */
        public Runs(@Nullable String version, String count, @Nullable Instant since, @Nullable Long job) {
            this(version, count, since, job, null);
        }
    }

    /** Something to look at, in a word and in more. */
    public record Mark(Glyph glyph, String text) {}

    /**
     * A job that changes it.
     *
     * @param to the version it brings; null if it brings none
     * @param stage such as {@code Deploy}
     * @param percent in steps of five, so that progress is not news each second
     * @param asks whether it waits for somebody's answer
     */
    public record Change(long job, @Nullable String to, String stage, int percent, boolean asks) {}

    /** Of the element it becomes; keys of the catalog have no underscore. */
    public String id() {
        return "t_" + key.project() + "_" + key.environment() + "_" + key.service();
    }

    /** Whether somebody should look at it. */
    public boolean trouble() {
        return mark != null || alerts > 0 || health == Health.UNHEALTHY || health == Health.UNKNOWN;
    }

    public boolean drifts() {
        return mark != null && mark.glyph().equals(DRIFT);
    }

    /** Version, and the one it goes to. */
    public String told() {
        var now = runs.version() == null ? "–" : health == Health.UNKNOWN ? runs.version() + "?" : runs.version();
        return change == null || change.to() == null ? now : (runs.version() == null ? "" : now + " → ") + change.to();
    }

    /** All of it in a sentence, for where there is room for little. */
    public String sentence(String word) {
        var text = new StringBuilder(key.service() + " in " + key.environment() + ": " + word + ", " + told());
        if (!runs.count().isEmpty()) {
            text.append(", ").append(runs.count());
        }
        if (runs.queue() != null) {
            text.append(", ").append(runs.queue());
        }
        if (mark != null) {
            text.append(", ")
                    .append(mark.glyph().word().equals(word) ? "" : mark.glyph().word() + ", ")
                    .append(mark.text());
        }
        if (change != null) {
            text.append(", ").append(change.stage()).append(" #").append(change.job());
        }
        return alerts == 0 ? text.toString() : text.append(", with an alert").toString();
    }

    public String href() {
        return "/projects/" + key.project() + "/services/" + key.service() + "/environments/" + key.environment();
    }

    static final Glyph DRIFT = new Glyph("warn", "drift");
}
