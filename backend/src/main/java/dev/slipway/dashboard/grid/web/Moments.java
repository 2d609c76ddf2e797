package dev.slipway.dashboard.grid.web;

import dev.slipway.target.DurationText;
import dev.slipway.web.FieldProblem;
import dev.slipway.web.InvalidInput;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A moment of the past as people write it: {@code 2026-11-22T09:30} (UTC), with a zone, or how long ago ({@code 24h}). */
final class Moments {

    private Moments() {}

    /** @throws InvalidInput if it is none, or not of the past */
    static Instant parse(String field, @Nullable String text, Instant now) {
        var told = text == null ? "" : text.strip();
        var moment = first(
                () -> now.minus(DurationText.parse(told).orElseThrow(() -> new DateTimeException("no duration"))),
                () -> Instant.parse(told),
                () -> LocalDateTime.parse(told).toInstant(ZoneOffset.UTC));
        if (moment == null || moment.isAfter(now)) {
            throw new InvalidInput(
                    "This moment cannot be looked at.",
                    new FieldProblem(
                            field,
                            moment == null
                                    ? "must be a moment, such as 2026-11-22T09:30 (UTC) or 24h ago as 24h"
                                    : "must be of the past",
                            "Choose a moment until now."));
        }
        return moment;
    }

    /** For an address and for an input of date and time. */
    static String text(Instant moment) {
        return LocalDateTime.ofInstant(moment, ZoneOffset.UTC)
                .truncatedTo(ChronoUnit.MINUTES)
                .toString();
    }

    /** For people. */
    static String told(Instant moment) {
        return moment.truncatedTo(ChronoUnit.SECONDS)
                .toString()
                .replace('T', ' ')
                .replace("Z", " UTC");
    }

    @SafeVarargs
    private static @Nullable Instant first(Supplier<Instant>... readings) {
        for (var reading : readings) {
            try {
                return reading.get();
            } catch (DateTimeException notThisForm) {
                continue;
            }
        }
        return null;
    }
}
