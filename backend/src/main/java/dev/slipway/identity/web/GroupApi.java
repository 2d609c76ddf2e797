package dev.slipway.identity.web;

import dev.slipway.audit.Actor;
import dev.slipway.identity.Group;
import dev.slipway.identity.GroupChanges;
import dev.slipway.identity.Groups;
import dev.slipway.identity.Permission;
import dev.slipway.identity.Requires;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** JSON API of groups. */
@RestController
@Requires(Permission.ADMINISTER)
@Tag(name = "Groups", description = "People who approve together")
class GroupApi {

    private final Groups groups;
    private final GroupChanges changes;

    GroupApi(Groups groups, GroupChanges changes) {
        this.groups = groups;
        this.changes = changes;
    }

    /** A group to be made. */
    record NewGroup(
            @Schema(example = "release-managers") @Nullable String key,
            @Schema(example = "Release managers") @Nullable String title) {}

    @GetMapping("/api/v1/groups")
    @Requires(Permission.VIEW)
    @Operation(summary = "List groups with their members")
    Flux<Group> list() {
        return groups.all();
    }

    @PostMapping("/api/v1/groups")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "Make a group", description = "The key is what `protection` in definitions names.")
    Mono<Group> add(@RequestBody NewGroup wish, Actor actor) {
        return changes.add(
                Objects.requireNonNullElse(wish.key(), ""), Objects.requireNonNullElse(wish.title(), ""), actor);
    }

    @DeleteMapping("/api/v1/groups/{group}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(
            summary = "Remove a group",
            description =
                    "What asks for its approval then waits until the group is there again or is not named any more.")
    Mono<Void> remove(@PathVariable String group, Actor actor) {
        return changes.remove(group, actor);
    }

    @PutMapping("/api/v1/groups/{group}/members/{userName}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Add a person to a group")
    Mono<Void> join(@PathVariable String group, @PathVariable String userName, Actor actor) {
        return changes.join(group, userName, actor);
    }

    @DeleteMapping("/api/v1/groups/{group}/members/{userName}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Take a person out of a group", description = "Their approvals no longer count for it.")
    Mono<Void> leave(@PathVariable String group, @PathVariable String userName, Actor actor) {
        return changes.leave(group, userName, actor);
    }
}
