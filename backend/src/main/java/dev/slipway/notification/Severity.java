package dev.slipway.notification;

/** How much it matters, the least first. */
public enum Severity {
    INFO("info"),
    WARNING("warning"),
    CRITICAL("critical");

    private final String word;

    Severity(String word) {
        this.word = word;
    }

    /** As pages, definitions and the API have it. */
    public String word() {
        return word;
    }

    boolean atLeast(Severity other) {
        return compareTo(other) >= 0;
    }
}
