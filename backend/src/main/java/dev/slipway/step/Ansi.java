package dev.slipway.step;

import dev.slipway.target.Finding;
import dev.slipway.target.TargetEvent;

/** Colours of log lines (ECMA-48 SGR); the page shows them, a download can strip them. */
final class Ansi {

    private static final String RESET = "\u001b[0m";

    private Ansi() {}

    static String green(String text) {
        return "\u001b[32m" + text + RESET;
    }

    static String yellow(String text) {
        return "\u001b[33m" + text + RESET;
    }

    static String red(String text) {
        return "\u001b[31m" + text + RESET;
    }

    static String dim(String text) {
        return "\u001b[2m" + text + RESET;
    }

    static String of(TargetEvent event) {
        return switch (event.level()) {
            case INFO -> event.message();
            case GOOD -> green(event.message());
            case WARN -> yellow(event.message());
            case BAD -> red(event.message());
        };
    }

    static String of(Finding finding) {
        var text = finding.result() + " " + finding.title() + ": " + finding.evidence();
        return switch (finding.result()) {
            case PASS -> green(text);
            case WARN, UNKNOWN -> yellow(text);
            case BLOCK -> red(text);
        };
    }
}
