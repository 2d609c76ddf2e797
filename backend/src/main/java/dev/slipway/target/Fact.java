package dev.slipway.target;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thing that is known of a deployment, for people who watch it: a word, a colour, and what lies behind it.
 *
 * @param name what it is about, such as {@code Circuit breaker}
 * @param value how it stands, in a few words
 * @param meter how much of it is used, where it can be counted
 * @param until when it will change by itself if nothing else happens: an estimate
 * @param details more of it, a line each
 * @param output what a program printed last, oldest first
 */
public record Fact(
        String name,
        Tone tone,
        String value,
        @Nullable Meter meter,
        @Nullable Instant until,
        List<String> details,
        List<String> output) {

    public Fact {
        details = List.copyOf(details);
        output = List.copyOf(output);
    }

    /** What it means for the deployment. */
    public enum Tone {
        NEUTRAL,
        GOOD,
        WARN,
        BAD,
        UNKNOWN
    }

    /** So many of so many. */
    public record Meter(int count, int most) {}

    public static Fact of(String name, Tone tone, String value) {
        return new Fact(name, tone, value, null, null, List.of(), List.of());
    }

    public Fact metered(int count, int most) {
        return new Fact(name, tone, value, new Meter(count, most), until, details, output);
    }

    /** @param at null where it cannot be told */
    public Fact until(@Nullable Instant at) {
        return new Fact(name, tone, value, meter, at, details, output);
    }

    public Fact explained(List<String> more, List<String> printed) {
        return new Fact(name, tone, value, meter, until, more, printed);
    }
}
