package dev.slipway.freeze;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.dmfs.rfc5545.DateTime;
import org.dmfs.rfc5545.recur.Freq;
import org.dmfs.rfc5545.recur.InvalidRecurrenceRuleException;
import org.dmfs.rfc5545.recur.RecurrenceRule;
import org.dmfs.rfc5545.recur.RecurrenceRuleIterator;

/** An RFC 5545 recurrence rule on a wall clock. */
final class Recurrence {

    private static final Set<Freq> DAYS_OR_LONGER = EnumSet.of(Freq.DAILY, Freq.WEEKLY, Freq.MONTHLY, Freq.YEARLY);

    private final RecurrenceRule rule;

    private Recurrence(RecurrenceRule rule) {
        this.rule = rule;
    }

    /** @throws IllegalArgumentException with a text for people if it is no such rule, or repeats within a day */
    static Recurrence of(String text, ZoneId zone) {
        try {
            var rule = new RecurrenceRule(text.strip(), RecurrenceRule.RfcMode.RFC5545_STRICT);
            if (!DAYS_OR_LONGER.contains(rule.getFreq())) {
                throw new IllegalArgumentException("FREQ must be DAILY, WEEKLY, MONTHLY or YEARLY");
            }
            var until = rule.getUntil();
            if (until != null) {
                rule.setUntil(local(until, zone));
            }
            return new Recurrence(rule);
        } catch (InvalidRecurrenceRuleException e) {
            throw new IllegalArgumentException(e.getMessage() == null ? "It cannot be understood" : e.getMessage(), e);
        }
    }

    /** An end is given in UTC (RFC 5545, 3.3.10), or as a day, which counts to its end. */
    private static DateTime local(DateTime until, ZoneId zone) {
        if (until.isAllDay()) {
            return new DateTime(until.getYear(), until.getMonth(), until.getDayOfMonth(), 23, 59, 59);
        }
        return until.isFloating()
                ? until
                : dateTime(LocalDateTime.ofInstant(java.time.Instant.ofEpochMilli(until.getTimestamp()), zone));
    }

    /** @param earliest occurrences before it may be left out */
    Stream<LocalDateTime> starts(LocalDateTime first, LocalDateTime earliest) {
        try {
            var iterator = rule.iterator(dateTime(first));
            if (earliest.isAfter(first)) {
                iterator.fastForward(dateTime(earliest));
            }
            Iterable<LocalDateTime> starts = () -> new Starts(iterator);
            return StreamSupport.stream(starts.spliterator(), false);
        } catch (IllegalArgumentException e) {
            return Stream.empty(); // the library gives up on a rule such as the 30th of February
        }
    }

    /** Months count from 0 there. */
    private static DateTime dateTime(LocalDateTime time) {
        return new DateTime(
                time.getYear(),
                time.getMonthValue() - 1,
                time.getDayOfMonth(),
                time.getHour(),
                time.getMinute(),
                time.getSecond());
    }

    private record Starts(RecurrenceRuleIterator iterator) implements Iterator<LocalDateTime> {

        @Override
        public boolean hasNext() {
            try {
                return iterator.hasNext();
            } catch (IllegalArgumentException e) {
                return false; // given up, as above
            }
        }

        @Override
        public LocalDateTime next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            var next = iterator.nextDateTime();
            return LocalDateTime.of(
                    next.getYear(),
                    next.getMonth() + 1,
                    next.getDayOfMonth(),
                    next.getHours(),
                    next.getMinutes(),
                    next.getSeconds());
        }
    }
}
