package dev.slipway.notification;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that is told, as it is kept until it was.
 *
 * @param id the same for every attempt and every receiver, so that a receiver knows what it has
 */
public record Notice(String id, Kind kind, Severity severity, About about, Words words, Instant at) {

    /**
     * What it is about.
     *
     * @param project null for the whole portal
     * @param environment null for all of them
     * @param thread what a later notice of the same replaces where messages can be changed, such as {@code job/12}
     */
    public record About(@Nullable String project, @Nullable String environment, String thread) {}

    /**
     * What people read.
     *
     * @param title one line
     * @param text one or two sentences; may be empty
     * @param link where to look or decide
     */
    public record Words(String title, String text, List<Fact> facts, Link link) {

        public Words {
            facts = List.copyOf(facts);
        }
    }

    /** One thing worth knowing. */
    public record Fact(String name, String value) {}

    /**
     * A page of the portal.
     *
     * @param url whole
     * @param label a verb phrase, such as {@code Approve or reject}
     */
    public record Link(String url, String label) {}
}
