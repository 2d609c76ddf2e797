package dev.slipway.delivery;

import dev.slipway.web.FieldProblem;
import dev.slipway.web.InvalidInput;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** A window in days, or in weeks that begin on Monday if it is longer than 31 days; in UTC. */
final class Buckets {

    private static final int DAYS = 31;

    private Buckets() {}

    static String unit(Window window) {
        return window.days() > DAYS ? "week" : "day";
    }

    /** One for each day or week, also those without a deployment. */
    static List<Bucket> of(Window window, Figures figures) {
        var weeks = unit(window).equals("week");
        var buckets = new ArrayList<Bucket>();
        for (var day = first(window.from(), weeks); start(day).isBefore(window.until()); day = next(day, weeks)) {
            var from = start(day);
            var until = start(next(day, weeks));
            Predicate<Deployment> within =
                    one -> !one.ended().isBefore(from) && one.ended().isBefore(until);
            buckets.add(new Bucket(
                    day,
                    figures.proven().stream().filter(within).count(),
                    figures.broke().stream().filter(within).count(),
                    figures.unknown().stream().filter(within).count()));
        }
        return buckets;
    }

    /**
     * The day or week that a day is of, as far as it is within the window.
     *
     * @throws InvalidInput if it is not
     */
    static Window around(LocalDate day, Window window) {
        var weeks = unit(window).equals("week");
        if (day.isBefore(first(window.from(), weeks))
                || day.isAfter(LocalDate.ofInstant(window.until(), ZoneOffset.UTC))) {
            throw outside();
        }
        var first = weeks ? monday(day) : day;
        var from = start(first).isBefore(window.from()) ? window.from() : start(first);
        var end = start(next(first, weeks));
        var until = end.isAfter(window.until()) ? window.until() : end;
        if (!from.isBefore(until)) {
            throw outside();
        }
        return new Window(from, until);
    }

    private static InvalidInput outside() {
        return new InvalidInput(
                "That day cannot be told about",
                new FieldProblem("on", "must be within the time that is asked about", "Choose a longer time."));
    }

    private static Instant start(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    private static LocalDate next(LocalDate day, boolean weeks) {
        return day.plusDays(weeks ? 7 : 1);
    }

    private static LocalDate first(Instant from, boolean weeks) {
        var day = LocalDate.ofInstant(from, ZoneOffset.UTC);
        return weeks ? monday(day) : day;
    }

    private static LocalDate monday(LocalDate day) {
        return day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    }
}
