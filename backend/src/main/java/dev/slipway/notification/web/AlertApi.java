package dev.slipway.notification.web;

import dev.slipway.audit.Actor;
import dev.slipway.identity.Permission;
import dev.slipway.identity.Requires;
import dev.slipway.notification.alert.Alert;
import dev.slipway.notification.alert.Alerts;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** JSON API of alerts. */
@RestController
@Tag(name = "Alerts", description = "What is wrong, who looks after it, and when it was over")
class AlertApi {

    private static final int SHOWN = 100;

    private final Alerts alerts;

    AlertApi(Alerts alerts) {
        this.alerts = alerts;
    }

    @GetMapping("/api/v1/projects/{project}/alerts")
    @Requires(Permission.VIEW)
    @Operation(summary = "List the alerts of a project, the open ones first, then the newest first")
    Flux<Answer> list(@PathVariable String project) {
        return alerts.of(project, SHOWN).map(Answer::of);
    }

    @PostMapping("/api/v1/projects/{project}/alerts/{id}/acknowledge")
    @Requires(Permission.DEPLOY)
    @Operation(summary = "Say that you look after an alert", description = "Those who were told of it are told so.")
    Mono<ResponseEntity<Void>> acknowledge(
            @PathVariable String project, @PathVariable long id, @RequestBody Note note, Actor actor) {
        return alerts.acknowledge(project, id, note.note(), actor)
                .thenReturn(ResponseEntity.noContent().build());
    }

    /** What you found, or mean to do. */
    record Note(
            @Schema(example = "The database fails over; back in ten minutes") @Nullable
            String note) {}

    /** An alert as it is answered. */
    record Answer(
            long id,
            String rule,
            String severity,
            String environment,
            String title,
            String detail,
            String path,
            Instant openedAt,
            @Nullable String acknowledgedBy,
            @Nullable String note,
            @Nullable Instant resolvedAt) {

        static Answer of(Alert alert) {
            var by = alert.course().acknowledged();
            return new Answer(
                    alert.id(),
                    alert.rule(),
                    alert.severity().word(),
                    alert.place().environment(),
                    alert.words().title(),
                    alert.words().detail(),
                    alert.words().path(),
                    alert.course().openedAt(),
                    by == null ? null : by.by(),
                    by == null ? null : by.note(),
                    alert.course().resolvedAt());
        }
    }
}
