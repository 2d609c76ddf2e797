package dev.slipway.identity.web;

import dev.slipway.audit.Actor;
import dev.slipway.identity.AccessRole;
import dev.slipway.identity.Permission;
import dev.slipway.identity.Requires;
import dev.slipway.identity.RoleChanges;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** JSON API of roles of one's own. */
@RestController
@Requires(Permission.ADMINISTER)
@Tag(name = "Access")
class RoleApi {

    private final RoleChanges changes;

    RoleApi(RoleChanges changes) {
        this.changes = changes;
    }

    /** What a role is called and may do. */
    record RoleBody(
            @Schema(example = "Release bots") @Nullable String title,

            @Schema(example = "[\"VIEW\", \"RELEASE\"]") @Nullable
            Set<Permission> permissions) {}

    @PutMapping("/api/v1/roles/{role}")
    @Operation(
            summary = "Make a role of your own, or change it",
            description = "A set of permissions; VIEW is always among them. What was granted with it changes at once.")
    Mono<AccessRole> put(@PathVariable String role, @RequestBody RoleBody body, Actor actor) {
        return changes.put(
                role,
                Objects.requireNonNullElse(body.title(), ""),
                Objects.requireNonNullElse(body.permissions(), Set.of()),
                actor);
    }

    @DeleteMapping("/api/v1/roles/{role}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Remove a role of your own", description = "Refused with 409 while somebody has it.")
    Mono<Void> remove(@PathVariable String role, Actor actor) {
        return changes.remove(role, actor);
    }
}
