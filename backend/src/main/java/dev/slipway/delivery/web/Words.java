package dev.slipway.delivery.web;

import dev.slipway.delivery.Figures;
import dev.slipway.delivery.Spread;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Figures as people read them. */
final class Words {

    static final String NONE = "—";

    private Words() {}

    /** The two largest units: {@code 2 d 4 h}, {@code 3 min 20 s}. */
    static String time(@Nullable Duration time) {
        if (time == null) {
            return NONE;
        }
        if (time.toDays() > 0) {
            return two(time.toDays(), "d", time.toHoursPart(), "h");
        }
        if (time.toHours() > 0) {
            return two(time.toHours(), "h", time.toMinutesPart(), "min");
        }
        return time.toMinutes() > 0 ? two(time.toMinutes(), "min", time.toSecondsPart(), "s") : time.toSeconds() + " s";
    }

    private static String two(long large, String unit, long small, String smaller) {
        return large + " " + unit + (small == 0 ? "" : " " + small + " " + smaller);
    }

    static String median(Spread spread) {
        return time(spread.median());
    }

    /** What the times are of, and how long nine of ten take. */
    static String most(Spread spread, String what) {
        return spread.count() == 0
                ? "no " + what + " of which it is known"
                : "9 of 10 within " + time(spread.most()) + ", of " + spread.count();
    }

    /** By day if there is one a day at least, else by week or month. */
    static String frequency(Figures figures) {
        var perDay = figures.perDay();
        if (figures.proven().isEmpty()) {
            return "0";
        }
        if (perDay >= 1) {
            return number(perDay) + " a day";
        }
        return perDay * 7 >= 1 ? number(perDay * 7) + " a week" : number(perDay * 30) + " a month";
    }

    static String rate(@Nullable Double rate) {
        return rate == null ? NONE : number(rate * 100) + " %";
    }

    private static String number(double value) {
        var text = String.format(Locale.ROOT, "%.1f", value);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }
}
