package dev.slipway.freeze;

import dev.slipway.identity.Place;
import dev.slipway.web.FieldProblem;
import dev.slipway.web.InvalidInput;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A freeze as somebody asks for it; nothing is checked yet.
 *
 * @param from wall clock time such as {@code 2026-12-18T16:00}
 * @param rule RFC 5545 recurrence rule, with or without {@code RRULE:} before it; empty for a window that comes once
 */
public record FreezeRequest(
        @Nullable String title,
        @Nullable String kind,
        @Nullable String project,
        @Nullable String environment,
        @Nullable String service,
        @Nullable String from,
        @Nullable String until,
        @Nullable String zone,
        @Nullable String rule,
        @Nullable String reason) {

    private static final Duration LONGEST = Duration.ofDays(366);
    private static final Duration LONGEST_REPEATED = Duration.ofDays(31);
    private static final int LONGEST_TEXT = 500;

    /** What is asked for, as far as it could be understood, and everything that is wrong with it. */
    record Checked(@Nullable Window window, List<FieldProblem> problems) {}

    Checked check() {
        var problems = new ArrayList<FieldProblem>();
        said("title", title, "Name it, such as Christmas", problems);
        said("reason", reason, "Say why, for those whom it holds", problems);
        if (kind != null && !kind.equals("deny") && !kind.equals("allow")) {
            problems.add(new FieldProblem("kind", "must be deny or allow", "Choose one."));
        }
        var start = time("from", from, problems);
        var end = time("until", until, problems);
        var place = zone(problems);
        if (start.isEmpty() || end.isEmpty() || place.isEmpty()) {
            return new Checked(null, problems);
        }
        if (!start.get().isBefore(end.get())) {
            problems.add(new FieldProblem("until", "must be after the beginning", "Choose a later time."));
            return new Checked(null, problems);
        }
        return window(new Window(start.get(), end.get(), place.get(), ruleText()), problems);
    }

    Freeze.Kind wanted() {
        return "allow".equals(kind) ? Freeze.Kind.ALLOW : Freeze.Kind.DENY;
    }

    /**
     * Where it would hold.
     *
     * @throws InvalidInput if it names an environment or service of no project
     */
    public Place place() {
        var scope = scope();
        if (scope.project() == null && (scope.environment() != null || scope.service() != null)) {
            throw new InvalidInput(
                    "The freeze cannot be made as it was asked for",
                    new FieldProblem(
                            "project",
                            "must be named with an environment or service",
                            "Name the project, or hold everything."));
        }
        return new Place(scope.project(), scope.environment(), scope.service());
    }

    Scope scope() {
        return new Scope(given(project), given(environment), given(service));
    }

    private static Checked window(Window window, List<FieldProblem> problems) {
        var rule = window.rule();
        var length = Duration.between(window.from(), window.until());
        if (length.compareTo(rule == null ? LONGEST : LONGEST_REPEATED) > 0) {
            problems.add(new FieldProblem(
                    "until",
                    "must be at most " + (rule == null ? LONGEST : LONGEST_REPEATED).toDays()
                            + " days after the beginning",
                    "Shorten it, or make more than one."));
        }
        if (rule != null) {
            repeated(window, rule, problems);
        }
        return new Checked(problems.isEmpty() ? window : null, problems);
    }

    private static void repeated(Window window, String rule, List<FieldProblem> problems) {
        try {
            var first = Recurrence.of(rule, window.zone())
                    .starts(window.from(), window.from())
                    .findFirst();
            if (first.isEmpty()) {
                problems.add(new FieldProblem("rule", "must lead to at least one window", "Change the rule."));
            } else if (!first.get().equals(window.from())) {
                problems.add(new FieldProblem(
                        "from",
                        "must be the beginning of the first window, which the rule says is " + first.get(),
                        "Begin then, or change the rule."));
            }
        } catch (IllegalArgumentException e) {
            problems.add(new FieldProblem(
                    "rule",
                    "must be a recurrence rule of RFC 5545. " + e.getMessage(),
                    "Write such as FREQ=WEEKLY;BYDAY=FR."));
        }
    }

    private @Nullable String ruleText() {
        var text = given(rule);
        return text == null || !text.regionMatches(true, 0, "RRULE:", 0, 6) ? text : text.substring(6);
    }

    private Optional<ZoneId> zone(List<FieldProblem> problems) {
        try {
            return Optional.of(ZoneId.of(zone == null || zone.isBlank() ? "UTC" : zone.strip()));
        } catch (DateTimeException e) {
            problems.add(new FieldProblem(
                    "zone", "must be a time zone, and '" + zone + "' is none", "Write such as Europe/Berlin."));
            return Optional.empty();
        }
    }

    private static Optional<LocalDateTime> time(String field, @Nullable String text, List<FieldProblem> problems) {
        try {
            return Optional.of(LocalDateTime.parse(text == null ? "" : text.strip()));
        } catch (DateTimeParseException e) {
            problems.add(new FieldProblem(field, "must be a date and time of day", "Write such as 2026-12-18T16:00."));
            return Optional.empty();
        }
    }

    private static void said(String field, @Nullable String text, String remedy, List<FieldProblem> problems) {
        if (text == null || text.isBlank() || text.length() > LONGEST_TEXT) {
            problems.add(new FieldProblem(field, "must have 1 to " + LONGEST_TEXT + " characters", remedy + "."));
        }
    }

    static @Nullable String given(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }
}
