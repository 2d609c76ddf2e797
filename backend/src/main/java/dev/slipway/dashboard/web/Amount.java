package dev.slipway.dashboard.web;

import java.util.Locale;

/** Numbers as people read them: with two or three figures that count. */
public final class Amount {

    public static final double MEGABYTE = 1024 * 1024;

    private static final double THOUSAND = 1_000;
    private static final double MILLION = 1_000_000;

    private Amount() {}

    public static String text(double value) {
        if (value == Math.rint(value) && Math.abs(value) < MILLION) {
            return String.format(Locale.ROOT, "%,d", Math.round(value));
        }
        var digits = value >= 100 ? 0 : value >= 10 ? 1 : value >= 0.1 ? 2 : 4;
        return String.format(Locale.ROOT, "%,." + digits + "f", value);
    }

    /** For where there is little room: {@code 1.2k}. */
    public static String brief(double value) {
        if (value >= MILLION) {
            return String.format(Locale.ROOT, "%.1fM", value / MILLION);
        }
        return value >= THOUSAND
                ? String.format(Locale.ROOT, "%.1fk", value / THOUSAND)
                : Long.toString(Math.round(value));
    }
}
