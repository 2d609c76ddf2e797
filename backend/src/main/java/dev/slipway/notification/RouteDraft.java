package dev.slipway.notification;

import dev.slipway.web.FieldProblem;
import dev.slipway.web.InvalidInput;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A route as somebody wants it; checked before it is made.
 *
 * @param project of what is told, for a channel of the whole portal
 * @param kinds empty or null for every kind
 * @param severity the least; null for everything
 */
public record RouteDraft(
        long channel,
        @Nullable String project,
        @Nullable String environment,
        @Nullable List<String> kinds,
        @Nullable String severity) {

    /** Throws {@link InvalidInput} with everything that is wrong. */
    Route checked(Channel to) {
        var problems = new ArrayList<FieldProblem>();
        var wanted = kinds == null
                ? List.<String>of()
                : kinds.stream().filter(kind -> !kind.isBlank()).toList();
        var known = wanted.stream().map(Kind::of).flatMap(Optional::stream).toList();
        if (known.size() < wanted.size()) {
            problems.add(new FieldProblem("kinds", "must be known", "Choose among those of the list."));
        }
        var least = severity == null || severity.isBlank() ? Optional.of(Severity.INFO) : severityOf(severity);
        if (least.isEmpty()) {
            problems.add(new FieldProblem("severity", "must be info, warning or critical", "Choose one of them."));
        }
        var only = project == null || project.isBlank() ? null : project.strip();
        if (to.project() != null && only != null && !only.equals(to.project())) {
            problems.add(new FieldProblem("project", "must be that of the channel", "Leave it out."));
        }
        if (!problems.isEmpty()) {
            throw new InvalidInput("The route was not made.", problems);
        }
        return new Route(
                0,
                to.id(),
                to.project() == null ? only : to.project(),
                environment == null || environment.isBlank() ? null : environment.strip(),
                known,
                least.orElseThrow());
    }

    private Optional<Severity> severityOf(String word) {
        return Arrays.stream(Severity.values())
                .filter(s -> s.word().equals(word.strip().toLowerCase(Locale.ROOT)))
                .findFirst();
    }
}
