package dev.slipway.notification.web;

import dev.slipway.audit.Actor;
import dev.slipway.identity.Permission;
import dev.slipway.identity.Requires;
import dev.slipway.notification.ChannelChanges;
import dev.slipway.notification.ChannelDraft;
import dev.slipway.notification.ChannelTrial;
import dev.slipway.notification.Overview;
import dev.slipway.notification.RouteChanges;
import dev.slipway.notification.web.NotificationAnswer.ChannelAnswer;
import dev.slipway.notification.web.NotificationAnswer.DeliveryAnswer;
import dev.slipway.notification.web.NotificationAnswer.RouteAnswer;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** JSON API of the notifications of a project. */
@RestController
@RequestMapping("/api/v1/projects/{project}/notifications")
@Tag(name = "Notifications", description = "Channels, what is sent to them, and what became of it")
class ProjectNotificationApi {

    private static final String EXAMPLE = """
        {
          "name": "releases",
          "kind": "webhook",
          "address": "https://hooks.example.org/slipway",
          "secret": "env:RELEASES_KEY"
        }
        """;

    private final Overview overview;
    private final ChannelChanges channels;
    private final RouteChanges routes;
    private final ChannelTrial trial;

    ProjectNotificationApi(Overview overview, ChannelChanges channels, RouteChanges routes, ChannelTrial trial) {
        this.overview = overview;
        this.channels = channels;
        this.routes = routes;
        this.trial = trial;
    }

    @GetMapping
    @Requires(Permission.EDIT)
    @Operation(summary = "List the channels and routes of a project")
    Mono<NotificationAnswer> list(@PathVariable String project) {
        return overview.of(project).map(NotificationAnswer::of);
    }

    @GetMapping("/deliveries")
    @Requires(Permission.EDIT)
    @Operation(summary = "List the last 50 messages to the channels of a project, the newest first")
    Flux<DeliveryAnswer> deliveries(@PathVariable String project) {
        return overview.of(project).flatMapIterable(Overview.Seen::deliveries).map(DeliveryAnswer::of);
    }

    @PostMapping("/channels")
    @Requires(Permission.EDIT)
    @Operation(
            summary = "Make a channel for a project",
            description =
                    "kind is slack, slack-webhook, teams, mail or webhook. secret is a reference such as env:NAME,"
                            + " never the secret itself.")
    Mono<ResponseEntity<ChannelAnswer>> make(
            @PathVariable String project,
            @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            content = @Content(examples = @ExampleObject(EXAMPLE)))
                    @RequestBody
                    ChannelDraft channel,
            Actor actor) {
        return channels.make(project, channel, actor)
                .map(made -> ResponseEntity.status(201).body(ChannelAnswer.of(made)));
    }

    @DeleteMapping("/channels/{id}")
    @Requires(Permission.EDIT)
    @Operation(summary = "Remove a channel of a project", description = "What waits for it is never sent.")
    Mono<ResponseEntity<Void>> remove(@PathVariable String project, @PathVariable long id, Actor actor) {
        return channels.remove(project, id, actor)
                .thenReturn(ResponseEntity.noContent().build());
    }

    @PostMapping("/channels/{id}/test")
    @Requires(Permission.EDIT)
    @Operation(
            summary = "Send a test message to a channel of a project",
            description = "It is really sent, at once; the answer tells what the receiver said.")
    Mono<ChannelTrial.Result> test(@PathVariable String project, @PathVariable long id, Actor actor) {
        return trial.run(project, id, actor);
    }

    @PostMapping("/channels/{id}/routes")
    @Requires(Permission.EDIT)
    @Operation(summary = "Send something to a channel of a project")
    Mono<ResponseEntity<RouteAnswer>> route(
            @PathVariable String project, @PathVariable long id, @RequestBody RouteRequest route, Actor actor) {
        return routes.make(project, route.on(id), actor)
                .map(made -> ResponseEntity.status(201).body(RouteAnswer.of(made)));
    }

    @DeleteMapping("/channels/{id}/routes/{route}")
    @Requires(Permission.EDIT)
    @Operation(summary = "Send something no longer to a channel of a project")
    Mono<ResponseEntity<Void>> unroute(
            @PathVariable String project, @PathVariable long id, @PathVariable long route, Actor actor) {
        return routes.remove(project, id, route, actor)
                .thenReturn(ResponseEntity.noContent().build());
    }

    @PostMapping("/channels/{id}/deliveries/{delivery}/retry")
    @Requires(Permission.EDIT)
    @Operation(
            summary = "Try a message to a channel of a project now",
            description = "One that failed for good is sent again with the same id.")
    Mono<ResponseEntity<Void>> again(
            @PathVariable String project, @PathVariable long id, @PathVariable long delivery, Actor actor) {
        return channels.again(project, id, delivery, actor)
                .thenReturn(ResponseEntity.accepted().build());
    }
}
