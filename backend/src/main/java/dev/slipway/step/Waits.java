package dev.slipway.step;

import dev.slipway.job.spi.StepContext;
import dev.slipway.job.spi.StepResult;
import dev.slipway.target.DurationText;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Waiting for something out of reach: longer each time, and not for ever. */
final class Waits {

    private static final String KEY = "trouble";
    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private Waits() {}

    /** Since when it is out of reach, and how often it was tried; no tries when it is well. */
    record Trouble(Instant since, int tries) {}

    static boolean troubled(StepContext context) {
        return context.memory()
                .recall(KEY, Trouble.class)
                .filter(trouble -> trouble.tries() > 0)
                .isPresent();
    }

    static void clear(StepContext context) {
        context.memory().keep(KEY, new Trouble(context.now(), 0));
    }

    static Optional<StepResult.Waiting> next(StepContext context, Duration atMost, String what) {
        var trouble = context.memory()
                .recall(KEY, Trouble.class)
                .filter(known -> known.tries() > 0)
                .orElseGet(() -> new Trouble(context.now(), 0));
        var end = trouble.since().plus(atMost);
        if (!context.now().isBefore(end)) {
            return Optional.empty();
        }
        context.memory().keep(KEY, new Trouble(trouble.since(), trouble.tries() + 1));
        var pause = FIRST.multipliedBy(1L << Math.min(trouble.tries(), 10));
        var again = context.now().plus(pause.compareTo(LONGEST) > 0 ? LONGEST : pause);
        context.log().line(Ansi.yellow(what + "; asking again until " + end));
        return Optional.of(new StepResult.Waiting(again.isAfter(end) ? end : again, what, -1));
    }

    static String told(Duration duration) {
        return DurationText.print(duration);
    }
}
