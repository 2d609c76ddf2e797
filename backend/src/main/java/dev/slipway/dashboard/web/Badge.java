package dev.slipway.dashboard.web;

import org.springframework.web.util.HtmlUtils;

/**
 * A small picture: what, and how it is, in words on a colour.
 *
 * @param colour of the right half, dark enough for white text
 */
record Badge(String what, String state, String colour) {

    private static final int CHARACTER = 7;
    private static final int PADDING = 12;

    static Badge of(StatusAnswer.Placed placed) {
        var what = placed.service() + " · " + placed.environment();
        var version = placed.version() == null ? "" : placed.version() + " · ";
        if (Boolean.TRUE.equals(placed.drift())) {
            return new Badge(what, version + "drift", "#8a4f00");
        }
        return switch (placed.health()) {
            case HEALTHY -> new Badge(what, version + "healthy", "#0b6e4f");
            case DEGRADED -> new Badge(what, version + "degraded", "#8a4f00");
            case UNHEALTHY -> new Badge(what, version + "unhealthy", "#b3202a");
            case MOVING -> new Badge(what, version + "changing", "#155bb0");
            case ABSENT -> new Badge(what, "nothing deployed", "#565f6e");
            case UNKNOWN -> new Badge(what, "unknown", "#565f6e");
        };
    }

    String svg() {
        var left = width(what);
        var right = width(state);
        return """
            <svg xmlns="http://www.w3.org/2000/svg" width="%1$d" height="20" role="img" aria-label="%5$s: %6$s">
              <title>%5$s: %6$s</title>
              <rect width="%1$d" height="20" rx="4" fill="%7$s"/>
              <path d="M4 0h%2$dv20H4a4 4 0 0 1-4-4V4a4 4 0 0 1 4-4z" fill="#333a47"/>
              <g fill="#fff" text-anchor="middle" font-family="Verdana,DejaVu Sans,sans-serif" font-size="11">
                <text x="%3$d" y="14">%5$s</text>
                <text x="%4$d" y="14">%6$s</text>
              </g>
            </svg>
            """.formatted(
                        left + right,
                        left - 4,
                        left / 2,
                        left + right / 2,
                        HtmlUtils.htmlEscape(what, "UTF-8"),
                        HtmlUtils.htmlEscape(state, "UTF-8"),
                        colour);
    }

    private static int width(String text) {
        return text.length() * CHARACTER + PADDING;
    }
}
