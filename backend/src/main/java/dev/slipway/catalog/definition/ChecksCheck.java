package dev.slipway.catalog.definition;

import dev.slipway.catalog.Checks;
import dev.slipway.target.DurationText;
import java.time.Duration;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Checks and reads an environment's {@code checks}; what is wrong is read as if it were not there. */
final class ChecksCheck {

    private static final Duration LEAST = Duration.ofMinutes(5);
    private static final Duration MOST = Duration.ofDays(7);
    private static final List<String> SEVERITIES = Arrays.stream(Checks.Severity.values())
            .map(severity -> severity.name().toLowerCase(Locale.ROOT))
            .toList();

    private ChecksCheck() {}

    static void check(Cursor checks) {
        if (!checks.isThere() || !checks.isMapping()) {
            return;
        }
        checks.onlyKeys(Set.of("severity", "schedule"));
        checks.at("schedule")
                .text()
                .filter(text -> every(text).isEmpty() && at(text).isEmpty())
                .ifPresent(text -> checks.at("schedule")
                        .problem(
                                "It must be a duration of 5 minutes to 7 days or a time of day in UTC, not '%s'"
                                        .formatted(text),
                                "Write 6h to check four times a day, or \"06:00\" to check each morning"));
        checks.at("severity").entries().forEach(entry -> {
            if (!entry.name().matches("[a-z][A-Za-z0-9_-]*\\*?")) {
                entry.problem(
                        "It must be the code of a check, not '%s'".formatted(entry.name()),
                        "Write a code as findings show it, or its beginning and *");
            }
            if (entry.text().filter(SEVERITIES::contains).isEmpty()) {
                entry.problem("It must be one of " + String.join(", ", SEVERITIES), "Write warn to be told only");
            }
        });
    }

    static Checks read(JsonNode json) {
        if (json.isMissingNode() || json.isEmpty()) {
            return Checks.NONE;
        }
        var severity = new LinkedHashMap<String, Checks.Severity>();
        json.path("severity").properties().forEach(entry -> {
            var index = SEVERITIES.indexOf(entry.getValue().asString(""));
            if (index >= 0) {
                severity.put(entry.getKey(), Checks.Severity.values()[index]);
            }
        });
        var schedule = json.path("schedule").stringValueOpt();
        return new Checks(
                severity,
                schedule.flatMap(ChecksCheck::every).orElse(null),
                schedule.flatMap(ChecksCheck::at).orElse(null));
    }

    private static Optional<Duration> every(String text) {
        return DurationText.parse(text).filter(every -> every.compareTo(LEAST) >= 0 && every.compareTo(MOST) <= 0);
    }

    private static Optional<LocalTime> at(@Nullable String text) {
        try {
            return Optional.ofNullable(text)
                    .filter(t -> t.matches("\\d\\d:\\d\\d"))
                    .map(LocalTime::parse);
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
