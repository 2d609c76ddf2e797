package dev.slipway.catalog.definition;

import dev.slipway.target.Nearest;
import java.util.Set;
import java.util.TreeSet;

/** Checks environments and the paths of promotion between them. */
final class EnvironmentCheck {

    private static final Set<String> KEYS =
            Set.of("title", "promotesFrom", "whenLocked", "protection", "checks", "variables");

    private final VariableCheck variables;

    EnvironmentCheck(VariableCheck variables) {
        this.variables = variables;
    }

    void check(Cursor environments) {
        environments.entries().forEach(environment -> {
            environment.name("An environment's key");
            if (environment.isMapping()) {
                environment.onlyKeys(KEYS);
                environment.at("title").text();
                promotesFrom(environment.at("promotesFrom"), environments);
                whenLocked(environment.at("whenLocked"));
                ProtectionCheck.check(environment.at("protection"), environment);
                ChecksCheck.check(environment.at("checks"));
                variables.check(environment.at("variables"));
            }
        });
        PromotionOrder.of(environments.node())
                .cycles()
                .forEach(cycle -> environments
                        .at(cycle.getFirst())
                        .at("promotesFrom")
                        .problem(
                                "Promotion must lead forward, but " + String.join(" -> ", cycle) + " is a circle",
                                "Remove one of the environments from its promotesFrom"));
    }

    private static void promotesFrom(Cursor list, Cursor environments) {
        if (!list.isThere()) {
            return;
        }
        if (!list.node().isArray()) {
            list.problem(
                    "It must be a list of environments, not " + Cursor.kind(list.node()),
                    "Write [" + list.node().asString("dev") + "]");
            return;
        }
        var seen = new TreeSet<String>();
        for (var i = 0; i < list.node().size(); i++) {
            var at = new Cursor(list.path() + "." + i, list.node().path(i), list.report());
            if (!at.isThere()) {
                at.problem("It must be the key of an environment, not nothing", "Write the key, or remove it");
            }
            at.text().ifPresent(key -> {
                if (!environments.node().has(key)) {
                    dangling(at, key, environments);
                } else if (!seen.add(key)) {
                    at.problem("'%s' must be named once".formatted(key), "Remove it here");
                }
            });
        }
    }

    static void dangling(Cursor at, String key, Cursor environments) {
        var keys = environments.node().propertyNames();
        at.problem(
                "There must be an environment '%s'".formatted(key),
                Nearest.to(key, keys).isPresent()
                        ? Nearest.remedy(key, keys)
                        : "Define it under environments, or name another");
    }

    private static void whenLocked(Cursor value) {
        value.text()
                .filter(text -> !Set.of("queue", "refuse").contains(text))
                .ifPresent(text -> value.problem(
                        "It must be queue or refuse, not '%s'".formatted(text),
                        "Write queue to wait for the lock, refuse to give up at once"));
    }
}
