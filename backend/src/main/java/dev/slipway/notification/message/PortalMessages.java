package dev.slipway.notification.message;

import dev.slipway.notification.Kind;
import dev.slipway.notification.Notice;
import dev.slipway.notification.Recorded;
import dev.slipway.notification.Severity;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** What is said about the portal as a whole, and about alerts. */
@Component
class PortalMessages {

    private final Links links;

    PortalMessages(Links links) {
        this.links = links;
    }

    Optional<Notice> of(Recorded recorded) {
        return switch (recorded.action()) {
            case "everything.stop" ->
                Optional.of(portal(
                        recorded,
                        Kind.EVERYTHING_STOPPED,
                        Severity.CRITICAL,
                        recorded.actor() + " stopped everything"));
            case "everything.resume" ->
                Optional.of(portal(
                        recorded, Kind.EVERYTHING_RESUMED, Severity.INFO, recorded.actor() + " lets everything go on"));
            case "alert.open" -> Optional.of(alert(recorded, Kind.ALERT_OPENED, ""));
            case "alert.acknowledge" ->
                Optional.of(alert(recorded, Kind.ALERT_ACKNOWLEDGED, recorded.actor() + " looks after it: "));
            case "alert.resolve" -> Optional.of(alert(recorded, Kind.ALERT_RESOLVED, "Over: "));
            default -> Optional.empty();
        };
    }

    private Notice portal(Recorded recorded, Kind kind, Severity severity, String title) {
        var reason = recorded.what().reason();
        return new Notice(
                recorded.message(),
                kind,
                severity,
                new Notice.About(null, null, "everything"),
                new Notice.Words(title, reason == null ? "" : reason, List.of(), links.to("/", "Open the portal")),
                recorded.at());
    }

    private Notice alert(Recorded recorded, Kind kind, String before) {
        var alert = recorded.what().after();
        var severity = kind == Kind.ALERT_OPENED
                ? Severity.valueOf(alert.path("severity").asString("").toUpperCase(Locale.ROOT))
                : Severity.INFO;
        var environment = alert.path("environment").asString("");
        return new Notice(
                recorded.message(),
                kind,
                severity,
                new Notice.About(
                        recorded.what().project(),
                        environment.isEmpty() ? null : environment,
                        "alert/" + alert.path("id").asLong(0)),
                new Notice.Words(
                        before + alert.path("title").asString(""),
                        alert.path("detail").asString(""),
                        List.of(new Notice.Fact("Rule", alert.path("rule").asString(""))),
                        links.to(alert.path("path").asString("/"), "Look at it")),
                recorded.at());
    }
}
