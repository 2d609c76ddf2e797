package dev.slipway.identity.web;

import dev.slipway.audit.Actor;
import dev.slipway.identity.Permission;
import dev.slipway.identity.Requires;
import dev.slipway.identity.SecondFactorRule;
import dev.slipway.identity.SecondFactorRules;
import dev.slipway.web.FieldProblem;
import dev.slipway.web.HtmxRequest;
import dev.slipway.web.InvalidInput;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import reactor.core.publisher.Mono;

/** The form on the page of people by which administrators say who must have a second factor. */
@Controller
@Requires(Permission.ADMINISTER)
class SecondFactorRulePages {

    private final SecondFactorRules rules;

    SecondFactorRulePages(SecondFactorRules rules) {
        this.rules = rules;
    }

    /** What it sends. @param who {@code nobody}, {@code some} (who may one of the permissions) or {@code everybody} */
    record Form(@Nullable String who, @Nullable List<Permission> permissions) {

        SecondFactorRule rule() {
            return switch (who == null ? "" : who) {
                case "everybody" -> new SecondFactorRule(true, Set.of());
                case "nobody" -> SecondFactorRule.NOBODY;
                case "some" -> some();
                default -> throw wrong("who", "must be nobody, some or everybody", "Choose one.");
            };
        }

        private SecondFactorRule some() {
            if (permissions == null || permissions.isEmpty()) {
                throw wrong("permissions", "must not be empty", "Tick what must not be done with a password alone.");
            }
            return new SecondFactorRule(false, Set.copyOf(permissions));
        }

        private static InvalidInput wrong(String field, String rule, String remedy) {
            return new InvalidInput("The rule cannot be kept.", new FieldProblem(field, rule, remedy));
        }
    }

    @PostMapping("/people/second-factor")
    Mono<ResponseEntity<Void>> change(@ModelAttribute Form form, Actor actor, HtmxRequest htmx) {
        return Mono.fromCallable(form::rule)
                .flatMap(rule -> rules.change(rule, actor))
                .thenReturn(Done.next("/people", htmx));
    }
}
