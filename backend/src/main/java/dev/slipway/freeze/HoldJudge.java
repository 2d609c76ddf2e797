package dev.slipway.freeze;

import dev.slipway.catalog.Protection.OnFreeze;
import dev.slipway.job.spi.Gate.Moment;
import dev.slipway.job.spi.Gate.Opening;
import dev.slipway.job.spi.Gate.Question;
import dev.slipway.job.spi.Gate.Run;
import dev.slipway.job.spi.Gate.Standing;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Says how the stop, freezes and locks stand. Pure: looks at nothing but its arguments. */
final class HoldJudge {

    static final String STOP = "stop";
    static final String FREEZE = "freeze";
    static final String LOCK = "lock";

    private final Question question;
    private final OnFreeze onFreeze;
    private final String page;

    private HoldJudge(Question question, OnFreeze onFreeze) {
        this.question = question;
        this.onFreeze = onFreeze;
        this.page = "/projects/" + question.project() + "/freezes";
    }

    /** @param onFreeze what becomes of whoever asks, if a freeze holds; {@code PAUSE} for whoever has not started */
    static List<Standing> judge(Holds holds, Question question, OnFreeze onFreeze) {
        var judge = new HoldJudge(question, onFreeze);
        var standings = new ArrayList<Standing>();
        var stop = holds.stop();
        if (stop != null) {
            standings.add(judge.stop(stop));
        }
        holds.denying().stream()
                .filter(freeze ->
                        freeze.window().after(question.at()).findFirst().isPresent())
                .forEach(freeze -> standings.add(judge.denying(freeze, holds)));
        if (!holds.allowing().isEmpty()) {
            standings.add(judge.allowing(holds));
        }
        holds.locks().forEach(lock -> standings.add(judge.lock(lock)));
        return standings;
    }

    private Standing stop(Stop stop) {
        var title = "Everything is stopped";
        var reason = stop.by() + " stopped everything: " + stop.reason();
        return question.moment() == Moment.STEP && !stop.pauses()
                ? Standing.open(STOP, title, reason + ". Jobs that ran already may finish")
                : Standing.closed(STOP, title, reason, Opening.by("an operator", page));
    }

    private Standing denying(Freeze freeze, Holds holds) {
        var title = "Freeze: " + freeze.title();
        var now = freeze.window().at(question.at());
        if (now.isEmpty()) {
            return Standing.open(FREEZE, title, begins(freeze.window()));
        }
        var override = holds.overrides().get(freeze.id());
        if (override != null) {
            return Standing.open(FREEZE, title, "Overridden by " + override.by() + ": " + override.reason());
        }
        return held(
                title,
                freeze.reason() + " (" + freeze.by() + ", " + freeze.scope().told() + ")",
                holds);
    }

    private String begins(Window window) {
        return window.after(question.at())
                .findFirst()
                .map(span -> "Begins " + window.told(span.from()) + ", until " + window.told(span.until()))
                .orElse("Over");
    }

    /** Windows in which alone something may pass are one gate together: it is enough to be in one. */
    private Standing allowing(Holds holds) {
        var titles = holds.allowing().stream().map(Freeze::title).collect(Collectors.joining(", "));
        var title = "Only in: " + titles;
        var now = holds.allowed(question.at());
        if (now.isPresent()) {
            var window = holds.allowing().getFirst().window();
            return Standing.open(
                    FREEZE,
                    title,
                    "In an allowed window until " + window.told(now.get().until()));
        }
        var override = holds.allowing().stream()
                .flatMap(f -> Optional.ofNullable(holds.overrides().get(f.id())).stream())
                .findFirst();
        return override.map(o -> Standing.open(FREEZE, title, "Overridden by " + o.by() + ": " + o.reason()))
                .orElseGet(() -> held(title, "Outside the allowed windows (" + titles + ")", holds));
    }

    private Standing held(String title, String reason, Holds holds) {
        return switch (onFreeze) {
            case FINISH -> Standing.open(FREEZE, title, "It began while the job ran, which may finish here. " + reason);
            case PAUSE -> Standing.closed(FREEZE, title, reason, opening(holds));
            case STOP -> Standing.refused(FREEZE, title, "Stopped by a freeze. " + reason);
        };
    }

    private Opening opening(Holds holds) {
        var at = holds.opens(question.at()).orElse(null);
        return new Opening(at, "somebody who may override freezes", page);
    }

    /** A token's id is its owner's and its own, parted by a slash: what a token locks, its owner holds. */
    private static String person(String actor) {
        var slash = actor.indexOf('/');
        return slash < 0 ? actor : actor.substring(0, slash);
    }

    private Standing lock(Lock lock) {
        var title = "Lock on " + lock.told();
        var reason = lock.owner() + " locked " + lock.told() + ": " + lock.reason();
        if (question.run()
                .map(Run::requestedBy)
                .filter(by -> person(by.id()).equals(person(lock.ownerId())))
                .isPresent()) {
            return Standing.open(LOCK, title, "The job is of " + lock.owner() + ", who holds the lock");
        }
        if (question.moment() == Moment.STEP) {
            return Standing.open(LOCK, title, reason + ". Jobs that ran already may finish");
        }
        @Nullable Instant expires = lock.expires();
        return Standing.closed(LOCK, title, reason, new Opening(expires, lock.owner() + ", or an operator", page));
    }
}
