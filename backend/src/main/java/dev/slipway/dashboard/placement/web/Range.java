package dev.slipway.dashboard.placement.web;

import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** How far back a page looks. */
enum Range {
    HOUR("1h", "hour", Duration.ofHours(1)),
    SHIFT("6h", "6 hours", Duration.ofHours(6)),
    DAY("24h", "day", Duration.ofHours(24)),
    WEEK("7d", "week", Duration.ofDays(7)),
    MONTH("30d", "30 days", Duration.ofDays(30));

    private final String key;
    private final String word;
    private final Duration length;

    Range(String key, String word, Duration length) {
        this.key = key;
        this.word = word;
        this.length = length;
    }

    /** One that is none of them is the usual one. */
    static Range of(@Nullable String key) {
        return Arrays.stream(values())
                .filter(range -> range.key.equals(key))
                .findFirst()
                .orElse(SHIFT);
    }

    public String key() {
        return key;
    }

    public String word() {
        return word;
    }

    Duration length() {
        return length;
    }
}
