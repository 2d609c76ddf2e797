package dev.slipway.dashboard.placement;

import dev.slipway.dashboard.web.DashboardWords;
import dev.slipway.health.HealthChange;
import dev.slipway.web.Glyph;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells changes of what was seen, each as what it is: of health, of what runs, of how many, or drift. */
final class HealthHappenings {

    private HealthHappenings() {}

    /** @param states oldest first; the first may be from before the time that is told of */
    static List<Happening> of(List<HealthChange> states) {
        var told = new ArrayList<Happening>();
        HealthChange before = null;
        for (var state : states) {
            told(before, state).ifPresent(told::add);
            before = state;
        }
        return told;
    }

    private static Optional<Happening> told(@Nullable HealthChange before, HealthChange now) {
        if (before == null || before.health() != now.health()) {
            var glyph = DashboardWords.glyph(now.health());
            return Optional.of(happening(now, Happening.Sort.HEALTH, glyph, glyph.word()));
        }
        if (now.drifted() != before.drifted()) {
            return Optional.of(
                    now.drifted()
                            ? happening(
                                    now,
                                    Happening.Sort.DRIFT,
                                    new Glyph("warn", "drift"),
                                    "runs something else than was proven")
                            : happening(
                                    now,
                                    Happening.Sort.DRIFT,
                                    new Glyph("ok", "no drift"),
                                    "runs what was proven again"));
        }
        if (desired(before) != desired(now)) {
            return Optional.of(happening(
                    now,
                    Happening.Sort.SCALE,
                    new Glyph("run", "scaled"),
                    "from " + desired(before) + " to " + desired(now) + " instances"));
        }
        return Objects.equals(before.version(), now.version())
                ? Optional.empty()
                : Optional.of(happening(
                        now,
                        Happening.Sort.HEALTH,
                        new Glyph("run", "version"),
                        "runs " + Objects.requireNonNullElse(now.version(), "nothing")));
    }

    private static int desired(HealthChange change) {
        return change.counts() == null ? -1 : change.counts().desired();
    }

    private static Happening happening(HealthChange change, Happening.Sort sort, Glyph glyph, String title) {
        return new Happening(change.at(), null, sort, glyph, title, change.note(), null);
    }
}
