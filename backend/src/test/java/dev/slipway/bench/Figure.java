package dev.slipway.bench;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One measured figure.
 *
 * @param limit the same done with as little as possible, in the same run; null where there is none
 * @param aim what it should be: a ratio to the limit, or else a value in the unit
 * @param atLeast whether more is better
 */
record Figure(
        String name, String unit, double measured, @Nullable Limit limit, double aim, boolean atLeast) {

    /** @param what what was done */
    record Limit(String what, double value) {}

    static Figure against(String name, String unit, double measured, Limit limit, double aim) {
        return new Figure(name, unit, measured, limit, aim, false);
    }

    static Figure atMost(String name, String unit, double measured, double aim) {
        return new Figure(name, unit, measured, null, aim, false);
    }

    static Figure atLeast(String name, String unit, double measured, double aim) {
        return new Figure(name, unit, measured, null, aim, true);
    }

    static String head() {
        return String.format(
                "%-58s %12s  %-44s %12s %8s %10s  %s",
                "what", "measured", "limit in the same run", "", "ratio", "aim", "");
    }

    String row() {
        var value = limit == null ? measured : measured / limit.value();
        var held = atLeast ? value >= aim : value <= aim;
        return String.format(
                Locale.ROOT,
                "%-58s %12s  %-44s %12s %8s %10s  %s",
                name,
                number(measured) + " " + unit,
                limit == null ? "" : limit.what(),
                limit == null ? "" : number(limit.value()) + " " + unit,
                limit == null ? "" : String.format(Locale.ROOT, "%.2f x", value),
                (atLeast ? ">= " : "<= ") + number(aim) + (limit == null ? "" : " x"),
                held ? "held" : "MISSED");
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value >= 100 ? "%,.0f" : value >= 10 ? "%.1f" : "%.2f", value);
    }
}
