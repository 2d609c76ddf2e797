package dev.slipway.identity.provider;

import dev.slipway.identity.Role;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the rules give a person.
 *
 * @param role the highest of the rules that concern them
 * @param groups keys of the portal's groups, each with the rules that say so
 * @param because why they have the role
 */
public record Admission(Optional<Role> role, Map<String, List<String>> groups, List<String> because) {

    /** Whom the rules give nothing may not come in. */
    boolean admits() {
        return role.isPresent() || !groups.isEmpty();
    }

    static Admission of(Provider provider, Person person, List<Rule> rules) {
        var all = new ArrayList<>(rules);
        if (provider.administrators() != null) {
            all.addFirst(new Rule(provider.id(), Rule.GROUPS, provider.administrators(), Role.ADMINISTRATOR, null));
        }
        var concerned = all.stream()
                .filter(rule -> rule.concerns(provider.id(), person))
                .toList();
        var role = concerned.stream()
                .flatMap(rule -> Optional.ofNullable(rule.role()).stream())
                .max(Comparator.naturalOrder());
        var groups = new LinkedHashMap<String, List<String>>();
        for (var rule : concerned) {
            if (rule.group() != null) {
                groups.computeIfAbsent(rule.group(), _ -> new ArrayList<>()).add(rule.words());
            }
        }
        var because = concerned.stream()
                .filter(rule -> role.isPresent() && rule.role() == role.get())
                .map(Rule::words)
                .distinct()
                .toList();
        return new Admission(role, groups, because);
    }
}
