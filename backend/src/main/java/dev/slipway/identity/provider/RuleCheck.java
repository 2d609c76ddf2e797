package dev.slipway.identity.provider;

import dev.slipway.identity.Group;
import dev.slipway.identity.Groups;
import dev.slipway.web.FieldProblem;
import dev.slipway.web.InvalidInput;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Says what is wrong with rules before they are kept. */
@Component
class RuleCheck {

    private static final int MOST = 500;
    private static final int LONGEST = 200;

    private final Providers providers;
    private final Groups groups;

    RuleCheck(Providers providers, Groups groups) {
        this.providers = providers;
        this.groups = groups;
    }

    Mono<Void> check(List<Rule> rules) {
        return groups.all()
                .map(Group::key)
                .collect(Collectors.toUnmodifiableSet())
                .flatMap(keys -> {
                    var problems = new ArrayList<FieldProblem>();
                    if (rules.size() > MOST) {
                        problems.add(new FieldProblem(
                                "rules", "must not be more than " + MOST, "Use groups of the provider."));
                    }
                    for (var i = 0; i < rules.size(); i++) {
                        check("rules[" + i + "].", rules.get(i), keys, problems);
                    }
                    return problems.isEmpty()
                            ? Mono.empty()
                            : Mono.error(new InvalidInput("The rules cannot be kept.", problems));
                });
    }

    private void check(String at, Rule rule, Set<String> keys, List<FieldProblem> problems) {
        if (rule.claim().isBlank() || rule.claim().length() > LONGEST) {
            problems.add(new FieldProblem(
                    at + "claim", "must have 1 to 200 characters", "Write groups, or a claim's name."));
        }
        if (rule.value().isBlank() || rule.value().equals("*") || rule.value().length() > LONGEST) {
            problems.add(new FieldProblem(
                    at + "value", "must have 1 to 200 characters, not * alone", "Write what the claim must hold."));
        }
        if (rule.role() == null && rule.group() == null) {
            problems.add(new FieldProblem(
                    at + "role", "must be given if there is no group", "Choose a role, a group or both."));
        }
        if (rule.group() != null && !keys.contains(rule.group())) {
            problems.add(new FieldProblem(
                    at + "group", "must be a group of the portal", "Add the group " + rule.group() + " first."));
        }
        if (rule.provider() != null
                && providers.all().stream().noneMatch(provider -> provider.id().equals(rule.provider()))) {
            problems.add(new FieldProblem(
                    at + "provider", "must be one of SLIPWAY_PROVIDERS", "Correct it, or leave it out for any."));
        }
    }
}
