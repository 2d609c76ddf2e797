package dev.slipway.identity.web;

import dev.slipway.identity.Access;
import dev.slipway.identity.AccessRole;
import dev.slipway.identity.Grant;
import dev.slipway.identity.GrantChanges;
import dev.slipway.identity.Grants;
import dev.slipway.identity.Permission;
import dev.slipway.identity.Place;
import dev.slipway.identity.Requires;
import dev.slipway.identity.Roles;
import dev.slipway.web.FieldProblem;
import dev.slipway.web.InvalidInput;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** JSON API of who has which role where. */
@RestController
@Tag(name = "Access", description = "Who asks, and the tokens they have")
class AccessApi {

    private final Grants grants;
    private final GrantChanges changes;
    private final Roles roles;

    AccessApi(Grants grants, GrantChanges changes, Roles roles) {
        this.grants = grants;
        this.changes = changes;
        this.roles = roles;
    }

    /** A role for a person or a group; a place left out means any. */
    record NewGrant(
            @Schema(example = "ada") @Nullable String person,

            @Schema(description = "Instead of a person", example = "backend") @Nullable
            String group,

            @Schema(example = "operator") @Nullable String role,
            @Schema(example = "shop") @Nullable String project,
            @Schema(example = "staging") @Nullable String environment,
            @Schema(example = "web") @Nullable String service) {

        GrantChanges.Wish wish() {
            return new GrantChanges.Wish(
                    given(person), given(group), given(role) == null ? "" : String.valueOf(role), place());
        }

        Place place() {
            return PlaceForm.place(project, environment, service);
        }

        private static @Nullable String given(@Nullable String value) {
            return value == null || value.isBlank() ? null : value.strip();
        }
    }

    @GetMapping("/api/v1/roles")
    @Requires(Permission.VIEW)
    @Operation(summary = "List roles", description = "The built-in ones from the least to the most, then your own.")
    Flux<AccessRole> roles() {
        return roles.all();
    }

    @GetMapping("/api/v1/grants")
    @Requires(value = Permission.ADMINISTER, within = true)
    @Operation(summary = "List who has which role where", description = "In the places that you administer.")
    Flux<Grant> list(Access access) {
        return grants.all().filter(grant -> access.may(Permission.ADMINISTER, grant.place()));
    }

    @PostMapping("/api/v1/grants")
    @ResponseStatus(HttpStatus.CREATED)
    @Requires(value = Permission.ADMINISTER, within = true)
    @Operation(
            summary = "Grant a role",
            description = "To a person or a group; on everything, a project, an environment or a service. It holds from"
                    + " the next request on. Nobody grants more than they may themselves.")
    Mono<Grant> give(@RequestBody NewGrant wish, Access access) {
        if (wish.role() == null || wish.role().isBlank()) {
            throw new InvalidInput(
                    "The role cannot be granted.", new FieldProblem("role", "must be given", "Choose a role."));
        }
        return changes.give(wish.wish(), access);
    }

    @DeleteMapping("/api/v1/grants/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Requires(value = Permission.ADMINISTER, within = true)
    @Operation(summary = "Take a grant back", description = "At once. The last administrator keeps theirs (409).")
    Mono<Void> take(@PathVariable long id, Access access) {
        return changes.take(id, access);
    }
}
