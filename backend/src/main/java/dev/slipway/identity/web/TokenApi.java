package dev.slipway.identity.web;

import dev.slipway.identity.Access;
import dev.slipway.identity.ApiToken;
import dev.slipway.identity.ApiTokens;
import dev.slipway.identity.Permission;
import dev.slipway.identity.Requires;
import dev.slipway.identity.TokenGrants;
import dev.slipway.identity.TokenGrants.Granted;
import dev.slipway.web.FieldProblem;
import dev.slipway.web.InvalidInput;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
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

/** JSON API of bearer tokens. */
@RestController
@Requires(Permission.VIEW)
@Tag(name = "Access", description = "Who asks, and the tokens they have")
class TokenApi {

    private final ApiTokens tokens;
    private final TokenGrants grants;

    TokenApi(ApiTokens tokens, TokenGrants grants) {
        this.tokens = tokens;
        this.grants = grants;
    }

    /** A token to be made. */
    record NewToken(
            @Schema(description = "What uses the token", example = "release pipeline") @Nullable
            String title,

            @Schema(description = "What it may do: yours or less", example = "[\"VIEW\", \"RELEASE\"]") @Nullable
            Set<Permission> permissions,

            @Schema(description = "Where it may act; left out: wherever you may", example = "[\"shop\"]") @Nullable
            List<String> projects,

            @Schema(description = "Within a year", example = "2027-05-01T00:00:00Z") @Nullable
            Instant expiresAt) {}

    /** Who asks. */
    record Me(
            @Schema(example = "PERSON") String kind,
            @Schema(example = "ada") String id,
            @Schema(example = "Ada Lovelace") String name,
            Set<Permission> permissions) {}

    @GetMapping("/api/v1/me")
    @Operation(summary = "Who asks, and what they may do")
    Me me(Access access) {
        var actor = access.actor();
        return actor == null
                ? new Me("NOBODY", "", "", Set.of())
                : new Me(actor.kind().name(), actor.id(), actor.name(), access.permissions());
    }

    @GetMapping("/api/v1/tokens")
    @Operation(summary = "Your tokens, newest first", description = "Without their secrets, which are not kept.")
    Flux<ApiToken> list(Access access) {
        return tokens.of(String.valueOf(access.owner()));
    }

    @PostMapping("/api/v1/tokens")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            summary = "Make a token",
            description =
                    "The secret is in this answer and nowhere else. Only a person who signed in may ask, not a token.")
    Mono<Granted> create(@RequestBody NewToken wish, Access access) {
        if (wish.expiresAt() == null) {
            return Mono.error(new InvalidInput(
                    "The token cannot be made.",
                    new FieldProblem("expiresAt", "must be given", "Name a time within a year.")));
        }
        return grants.grant(
                access,
                new TokenGrants.Wish(
                        wish.title() == null ? "" : wish.title(),
                        wish.permissions() == null ? Set.of() : wish.permissions(),
                        wish.projects() == null ? List.of() : wish.projects(),
                        wish.expiresAt()));
    }

    /** @param overlap how long the old token holds on, such as {@code PT24H} */
    record Rotation(@Schema(example = "PT24H") @Nullable Duration overlap) {}

    @PostMapping("/api/v1/tokens/{id}/rotate")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            summary = "Replace one of your tokens",
            description =
                    "The new one may the same and holds as long; the old one holds on beside it for the overlap, a"
                            + " day if left out, at most 30.")
    Mono<Granted> rotate(
            @PathVariable String id, @RequestBody(required = false) @Nullable Rotation rotation, Access access) {
        return grants.rotate(
                access, id, rotation == null || rotation.overlap() == null ? Duration.ofDays(1) : rotation.overlap());
    }

    @DeleteMapping("/api/v1/tokens/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Revoke one of your tokens at once")
    Mono<Void> revoke(@PathVariable String id, Access access) {
        return grants.revoke(access, id);
    }
}
