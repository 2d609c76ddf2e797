package dev.slipway.identity.web;

import dev.slipway.audit.Actor;
import dev.slipway.identity.Permission;
import dev.slipway.identity.Requires;
import dev.slipway.identity.Role;
import dev.slipway.identity.provider.Rule;
import dev.slipway.identity.provider.RuleBook;
import dev.slipway.identity.provider.RuleBook.Version;
import dev.slipway.identity.provider.RulePreview;
import dev.slipway.identity.provider.RulePreview.Preview;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** JSON API of the rules from claims to roles and groups. */
@RestController
@RequestMapping("/api/v1/sign-in/rules")
@Requires(Permission.ADMINISTER)
@Tag(name = "Sign-in", description = "What people of providers get")
class SignInRuleApi {

    private static final int VERSIONS = 100;

    private final RuleBook book;
    private final RulePreview preview;

    SignInRuleApi(RuleBook book, RulePreview preview) {
        this.book = book;
        this.preview = preview;
    }

    /** Rules in place of those there are. */
    record Wish(
            @Schema(description = "The version that was read; 0 if there was none", example = "3") @Nullable
            Integer version,

            @Nullable List<Wished> rules) {}

    /** One rule. */
    record Wished(
            @Schema(description = "Which provider it is about; absent: any", example = "keycloak") @Nullable
            String provider,

            @Schema(description = "`groups`, or a claim's name; dots lead into nested claims", example = "groups")
            @Nullable
            String claim,

            @Schema(description = "Exact, or its beginning and `*`", example = "backend") @Nullable
            String value,

            @Schema(description = "The least role such a person has, on everything", example = "OPERATOR") @Nullable
            Role role,

            @Schema(description = "A group of the portal they are in", example = "release-managers") @Nullable
            String group) {

        Rule rule() {
            return new Rule(
                    provider,
                    Objects.requireNonNullElse(claim, Rule.GROUPS),
                    Objects.requireNonNullElse(value, ""),
                    role,
                    group);
        }
    }

    /** Somebody made up. */
    record Somebody(
            @Schema(example = "keycloak") @Nullable String provider,

            @Schema(description = "Theirs at the provider", example = "[\"backend\"]") @Nullable
            List<String> groups,

            @Schema(description = "Further claims", example = "{\"department\": \"Payments\"}") @Nullable
            Map<String, Object> claims,

            @Schema(description = "Rules to try; absent: those that hold") @Nullable
            List<Wished> rules) {}

    @GetMapping
    @Operation(summary = "The rules that hold", description = "From the next sign-in or renewal of a session on.")
    Mono<Version> current() {
        return book.current();
    }

    @GetMapping("/versions")
    @Operation(summary = "The rules as they were, newest first", description = "At most a hundred versions.")
    Flux<Version> versions() {
        return book.versions(VERSIONS);
    }

    @PutMapping
    @Operation(
            summary = "Replace the rules",
            description = "409 if they changed since the version named. Every version is kept and audited.")
    Mono<Version> change(@RequestBody Wish wish, Actor actor) {
        return book.change(Objects.requireNonNullElse(wish.version(), 0), rules(wish.rules()), actor);
    }

    @PostMapping("/preview")
    @Operation(summary = "What somebody would get", description = "Changes nothing and lets nobody in.")
    Mono<Preview> preview(@RequestBody Somebody somebody) {
        return Mono.defer(() -> preview.of(
                Objects.requireNonNullElse(somebody.provider(), ""),
                Objects.requireNonNullElse(somebody.groups(), List.of()),
                Objects.requireNonNullElse(somebody.claims(), Map.of()),
                somebody.rules() == null ? null : rules(somebody.rules())));
    }

    private static List<Rule> rules(@Nullable List<Wished> wished) {
        return wished == null ? List.of() : wished.stream().map(Wished::rule).toList();
    }
}
