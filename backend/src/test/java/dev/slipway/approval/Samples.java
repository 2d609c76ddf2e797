package dev.slipway.approval;

import dev.slipway.catalog.Protection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** People, rules and effects for tests of approvals: olga asks; ada, bob and cyn are release managers, sam is security. */
final class Samples {

    static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
    static final Duration WITHIN = Duration.ofDays(7);
    static final Person OLGA = person("olga");
    static final Electorate PEOPLE = people("ada", "bob", "cyn");

    private Samples() {}

    static Person person(String userName) {
        return new Person(
                userName, userName.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + userName.substring(1));
    }

    static Electorate people(String... managers) {
        return new Electorate(
                Set.of("ada", "bob", "cyn", "sam", "olga"),
                Map.of("managers", Set.of(managers), "security", Set.of("sam")));
    }

    static Protection.Approval two() {
        return rule(2, List.of(), null);
    }

    static Protection.Approval rule(int required, List<String> mandatory, @Nullable Duration expiresAfter) {
        return new Protection.Approval(required, List.of("managers"), mandatory, false, false, expiresAfter);
    }

    static Ask ask(Protection.Approval rule) {
        return new Ask(OLGA, "cyn-the-author", rule, NOW, NOW.plus(WITHIN));
    }

    static Effect effect(int base, int memory) {
        var json = JsonMapper.shared();
        ObjectNode content = json.createObjectNode();
        var web = content.putObject("placements").putObject("web");
        web.put("version", "1.4.0");
        web.putObject("settings").put("memory", memory);
        web.putObject("replaces").put("version", "1." + base + ".0");
        content.putObject("actions").putArray("deploy/web").add("Replace 1." + base + ".0 by 1.4.0");
        return Effect.of(content);
    }

    static Approval round(Protection.Approval rule) {
        return Approval.begin(
                new Approval.Subject("shop", "prod", 12, 3, "Deploy web 1.4.0 → prod"), 1, ask(rule), effect(1, 512));
    }

    static Vote vote(String who, Vote.Choice choice, Instant at) {
        return new Vote(person(who), choice, "because", at, null, effect(1, 512).hash());
    }

    static Judge.Case asking(Approval round, Effect effect, Effect defined, Electorate people, Instant now) {
        return new Judge.Case(round.subject(), round.ask(), effect, defined, people, now, WITHIN);
    }
}
