package dev.slipway.freeze;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A time on the wall clock of a zone, once or again and again. A window keeps its wall clock times when daylight saving
 * begins or ends: a time that is skipped counts as the same time before the jump (RFC 5545, 3.3.5), and an hour that
 * comes twice is in the window both times.
 *
 * @param from of the first occurrence
 * @param until of the first occurrence
 * @param rule RFC 5545 recurrence rule, such as {@code FREQ=WEEKLY;BYDAY=FR}; null for a window that comes once
 */
public record Window(
        LocalDateTime from,
        LocalDateTime until,
        ZoneId zone,
        @Nullable String rule) {

    /** Windows that follow each other without a gap are one; more than these are not looked at. */
    private static final int MOST = 1_000;

    /** Occurrences that have not ended at the time, in order; endless if the rule is. */
    public Stream<Span> after(Instant at) {
        return starts(at).map(this::span).filter(span -> span.until().isAfter(at));
    }

    /** A moment in words of this zone. */
    public String told(Instant at) {
        return Times.told(at, zone);
    }

    /** The occurrence that holds this moment; of several the one that ends last. */
    Optional<Span> at(Instant moment) {
        return starts(moment)
                .takeWhile(start -> !start.atZone(zone).toInstant().isAfter(moment))
                .map(this::span)
                .filter(span -> span.holds(moment))
                .max(Comparator.comparing(Span::until));
    }

    /** The first moment from this one on that is in the window; empty if there is none. */
    Optional<Instant> opens(Instant moment) {
        return after(moment).findFirst().map(span -> span.from().isAfter(moment) ? span.from() : moment);
    }

    /** The first moment from this one on that is not in the window; empty if there is none in sight. */
    Optional<Instant> ends(Instant moment) {
        var end = moment;
        for (var i = 0; i < MOST; i++) {
            var span = at(end);
            if (span.isEmpty()) {
                return Optional.of(end);
            }
            end = span.get().until();
        }
        return Optional.empty();
    }

    private Stream<LocalDateTime> starts(Instant notEndedAt) {
        if (rule == null) {
            return Stream.of(from);
        }
        // A day more than the window is long: offsets of zones change by hours at most.
        var earliest = LocalDateTime.ofInstant(notEndedAt, zone).minus(length()).minusDays(1);
        return Recurrence.of(rule, zone).starts(from, earliest);
    }

    private Duration length() {
        return Duration.between(from, until);
    }

    /** What begins in a skipped hour begins later, and keeps at least its length. */
    private Span span(LocalDateTime start) {
        var from = start.atZone(zone).toInstant();
        var until = ZonedDateTime.of(start.plus(length()), zone)
                .withLaterOffsetAtOverlap()
                .toInstant();
        var skipped = zone.getRules().getValidOffsets(start).isEmpty();
        var whole = from.plus(length());
        return new Span(from, skipped && until.isBefore(whole) ? whole : until);
    }
}
