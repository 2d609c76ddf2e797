package dev.slipway.identity.web;

import dev.slipway.audit.Actor;
import dev.slipway.identity.OwnSecondFactor;
import dev.slipway.identity.Permission;
import dev.slipway.identity.Requires;
import dev.slipway.identity.SecondFactorRule;
import dev.slipway.identity.SecondFactorRules;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** JSON API of who must have a second factor. */
@RestController
@Requires(Permission.ADMINISTER)
@Tag(name = "Sign-in", description = "What people of providers get")
class SecondFactorApi {

    private static final String RULE = "/api/v1/sign-in/second-factor";

    private final SecondFactorRules rules;
    private final OwnSecondFactor factor;

    SecondFactorApi(SecondFactorRules rules, OwnSecondFactor factor) {
        this.rules = rules;
        this.factor = factor;
    }

    /** Who must have one. */
    record Rule(
            @Schema(example = "false") @Nullable Boolean everybody,

            @Schema(description = "Whoever may one of these anywhere", example = "[\"APPROVE\", \"ADMINISTER\"]")
            @Nullable
            Set<Permission> permissions) {

        static Rule of(SecondFactorRule rule) {
            return new Rule(rule.everybody(), rule.permissions());
        }

        SecondFactorRule rule() {
            return new SecondFactorRule(
                    Boolean.TRUE.equals(everybody), Objects.requireNonNullElse(permissions, Set.of()));
        }
    }

    @GetMapping(RULE)
    @Operation(
            summary = "Show who must have a second factor",
            description = "Of those who sign in with a password here.")
    Mono<Rule> show() {
        return rules.current().map(Rule::of);
    }

    @PutMapping(RULE)
    @Operation(
            summary = "Ask people for a second factor",
            description = "Whom it concerns and who has none sets it up with their next request and can do nothing else"
                    + " before. Tokens go on.")
    Mono<Rule> change(@RequestBody Rule rule, Actor actor) {
        return Mono.fromCallable(rule::rule)
                .flatMap(wanted -> rules.change(wanted, actor))
                .map(Rule::of);
    }

    @DeleteMapping("/api/v1/people/{userName}/second-factor")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(
            summary = "Take the second factor from somebody",
            description = "Who lost app and recovery codes. Nothing happens if they have none.")
    Mono<Void> take(@PathVariable String userName, Actor actor) {
        return factor.take(userName, actor);
    }
}
