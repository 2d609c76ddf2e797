package dev.slipway.dashboard.placement;

import dev.slipway.catalog.DefinitionVersion;
import dev.slipway.catalog.Definitions;
import dev.slipway.freeze.Freeze;
import dev.slipway.freeze.Freezes;
import dev.slipway.freeze.Span;
import dev.slipway.notification.alert.Alert;
import dev.slipway.notification.alert.Alerts;
import dev.slipway.target.PlacementKey;
import dev.slipway.web.Glyph;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;

/** Tells what was decided about a placement or told of it: freezes, definitions, alerts. */
@Component
class RuleHappenings {

    private static final int MOST = 50;
    private static final int ALERTS = 500;

    private final Freezes freezes;
    private final Definitions definitions;
    private final Alerts alerts;

    RuleHappenings(Freezes freezes, Definitions definitions, Alerts alerts) {
        this.freezes = freezes;
        this.definitions = definitions;
        this.alerts = alerts;
    }

    Flux<Happening> at(PlacementKey key, Instant from, Instant until) {
        return Flux.concat(freezes(key, from, until), definitions(key, from, until), alerts(key, from, until));
    }

    private Flux<Happening> freezes(PlacementKey key, Instant from, Instant until) {
        return freezes.of(key.project())
                .filter(freeze -> freeze.kind() == Freeze.Kind.DENY && isAbout(freeze, key))
                .flatMapIterable(freeze -> freeze.window()
                        .after(from)
                        .limit(MOST)
                        .takeWhile(span -> span.from().isBefore(until))
                        .map(span -> told(freeze, span, key))
                        .toList());
    }

    private static boolean isAbout(Freeze freeze, PlacementKey key) {
        var scope = freeze.scope();
        return isOrAll(scope.project(), key.project())
                && isOrAll(scope.environment(), key.environment())
                && isOrAll(scope.service(), key.service());
    }

    private static boolean isOrAll(@Nullable String scope, String key) {
        return scope == null || scope.equals(key);
    }

    private static Happening told(Freeze freeze, Span span, PlacementKey key) {
        return new Happening(
                span.from(),
                span.until(),
                Happening.Sort.FREEZE,
                new Glyph("wait", "freeze"),
                freeze.title(),
                freeze.reason(),
                "/projects/" + key.project() + "/freezes");
    }

    private Flux<Happening> definitions(PlacementKey key, Instant from, Instant until) {
        return definitions
                .history(key.project(), Long.MAX_VALUE, MOST)
                .filter(version -> isWithin(version.at(), from, until))
                .map(RuleHappenings::told);
    }

    private static Happening told(DefinitionVersion version) {
        return new Happening(
                version.at(),
                null,
                Happening.Sort.DEFINITION,
                new Glyph("idle", "definition"),
                "version " + version.version() + " by " + version.by().name(),
                version.comment() == null ? "" : version.comment(),
                "/projects/" + version.project() + "/history/" + version.version());
    }

    private Flux<Happening> alerts(PlacementKey key, Instant from, Instant until) {
        return alerts.of(key.project(), ALERTS)
                .filter(alert -> alert.key().equals(key.toString()))
                .filter(alert -> alert.course().openedAt().isBefore(until))
                .filter(alert -> alert.course().resolvedAt() == null
                        || !alert.course().resolvedAt().isBefore(from))
                .map(RuleHappenings::told);
    }

    private static Happening told(Alert alert) {
        return new Happening(
                alert.course().openedAt(),
                alert.course().resolvedAt(),
                Happening.Sort.ALERT,
                alert.open() ? new Glyph("bad", "alert") : new Glyph("skip", "alert, over"),
                alert.words().title(),
                alert.words().detail(),
                "/projects/" + alert.place().project() + "/alerts");
    }

    private static boolean isWithin(Instant at, Instant from, Instant until) {
        return !at.isBefore(from) && at.isBefore(until);
    }
}
