package dev.slipway.health;

import java.time.Duration;
import java.time.LocalDate;
import java.time.Period;
import java.time.temporal.TemporalAdjusters;

/** How fine a kept sample is; each sort has a table with partitions of its own length. */
enum Grain {
    MINUTE(Duration.ofMinutes(1), Period.ofDays(1)),
    HOUR(Duration.ofHours(1), Period.ofMonths(1)),
    DAY(Duration.ofDays(1), Period.ofYears(1));

    final Duration step;
    private final Period partition;

    Grain(Duration step, Period partition) {
        this.step = step;
        this.partition = partition;
    }

    String table() {
        return "health_sample_"
                + switch (this) {
                    case MINUTE -> "minute";
                    case HOUR -> "hour";
                    case DAY -> "day";
                };
    }

    /** First day of the partition that a day (UTC) belongs to. */
    LocalDate begin(LocalDate day) {
        return switch (this) {
            case MINUTE -> day;
            case HOUR -> day.with(TemporalAdjusters.firstDayOfMonth());
            case DAY -> day.with(TemporalAdjusters.firstDayOfYear());
        };
    }

    LocalDate end(LocalDate begin) {
        return begin.plus(partition);
    }

    String partition(LocalDate begin) {
        return "%s_%tY%<tm%<td".formatted(table(), begin);
    }
}
