package dev.slipway.catalog.definition;

import dev.slipway.target.SecretReference;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Checks an environment's {@code protection}. */
final class ProtectionCheck {

    private static final Set<String> KEYS =
            Set.of("approval", "soak", "verifiedUpstream", "onFreeze", "external", "preChecks", "hotfix");
    private static final Set<String> APPROVAL =
            Set.of("required", "groups", "mandatory", "selfApproval", "authorApproval", "expiresAfter");
    private static final int MOST_APPROVERS = 20;

    private ProtectionCheck() {}

    static void check(Cursor protection, Cursor environment) {
        if (!protection.isThere() || !protection.isMapping()) {
            return;
        }
        protection.onlyKeys(KEYS);
        approval(protection.at("approval"));
        duration(protection.at("soak"));
        oneOf(protection.at("verifiedUpstream"), List.of("all", "any"));
        oneOf(protection.at("onFreeze"), List.of("finish", "pause", "stop"));
        external(protection.at("external"));
        flag(protection.at("preChecks"));
        flag(protection.at("hotfix"));
        for (var key : List.of("soak", "verifiedUpstream")) {
            if (protection.at(key).isThere()
                    && environment.node().path("promotesFrom").isEmpty()) {
                protection
                        .at(key)
                        .problem(
                                "%s looks at the environments a release comes from, and there are none".formatted(key),
                                "Name them in promotesFrom, or remove %s".formatted(key));
            }
        }
    }

    private static void approval(Cursor approval) {
        if (!approval.isThere() || !approval.isMapping()) {
            return;
        }
        approval.onlyKeys(APPROVAL);
        var required = approval.at("required");
        if (required.isThere()
                && (!required.node().isInt()
                        || required.node().intValue() < 1
                        || required.node().intValue() > MOST_APPROVERS)) {
            required.problem("It must be a whole number from 1 to " + MOST_APPROVERS, "Write how many must approve");
        }
        names(approval.at("groups"));
        names(approval.at("mandatory"));
        flag(approval.at("selfApproval"));
        flag(approval.at("authorApproval"));
        duration(approval.at("expiresAfter"));
    }

    private static void external(Cursor list) {
        var seen = new HashSet<String>();
        items(list, "It must be a list of endpoints", "Write [{name: change, url: https://…}]")
                .forEach(endpoint -> {
                    endpoint.onlyKeys(Set.of("name", "url", "secret", "signedAnswer"));
                    if (!endpoint.isThere() || !endpoint.isMapping()) {
                        return;
                    }
                    var name = endpoint.at("name").text().orElse("");
                    if (!Names.isKey(name)) {
                        endpoint.at("name")
                                .problem("A name " + Names.RULE + ", not '" + name + "'", "Name what is asked");
                    } else if (!seen.add(name)) {
                        endpoint.at("name")
                                .problem("'%s' must be the name of one endpoint".formatted(name), "Rename it");
                    }
                    url(endpoint.at("url"));
                    secret(endpoint.at("secret"));
                    signedAnswer(endpoint);
                });
    }

    private static void signedAnswer(Cursor endpoint) {
        var signed = endpoint.at("signedAnswer");
        flag(signed);
        if (signed.isThere() && !endpoint.at("secret").isThere()) {
            signed.problem("It needs a secret, the key that answers are signed with", "Add one, or leave this out");
        }
    }

    private static void url(Cursor at) {
        if (!at.text().map(ProtectionCheck::isAddress).orElse(false)) {
            at.problem("It must be an address that begins with https:// or http://", "Write where to ask");
        }
    }

    private static boolean isAddress(String text) {
        try {
            var uri = new URI(text);
            return ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()))
                    && uri.getHost() != null
                    && uri.getUserInfo() == null;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static void secret(Cursor at) {
        at.text()
                .filter(text -> !SecretReference.isWellFormed(text))
                // the text itself may be the secret: it is not repeated
                .ifPresent(text -> at.problem(
                        "A secret reference must be scheme:path, such as env:GATE_KEY",
                        "Write where the secret is, not what it is"));
    }

    private static void names(Cursor list) {
        items(list, "It must be a list of groups", "Write [release-managers]").forEach(at -> {
            if (at.text().map(String::isBlank).orElse(true)) {
                at.problem("It must be the name of a group", "Write the name, or remove it");
            }
        });
    }

    private static Stream<Cursor> items(Cursor list, String rule, String remedy) {
        if (!list.isThere()) {
            return Stream.empty();
        }
        if (!list.node().isArray()) {
            list.problem(rule + ", not " + Cursor.kind(list.node()), remedy);
            return Stream.empty();
        }
        return IntStream.range(0, list.node().size())
                .mapToObj(i -> new Cursor(list.path() + "." + i, list.node().path(i), list.report()));
    }

    private static void duration(Cursor at) {
        at.text()
                .filter(text -> Durations.parse(text).isEmpty())
                .ifPresent(text -> at.problem(
                        "It must be a duration such as 30m, 2d or PT72H, not '%s'".formatted(text),
                        "Write a whole number and its unit"));
    }

    private static void flag(Cursor at) {
        if (at.isThere() && !at.node().isBoolean()) {
            at.problem("It must be true or false, not " + Cursor.kind(at.node()), "Write true or false");
        }
    }

    private static void oneOf(Cursor at, List<String> words) {
        at.text()
                .filter(text -> !words.contains(text))
                .ifPresent(text -> at.problem(
                        "It must be one of %s, not '%s'".formatted(String.join(", ", words), text), "Choose one"));
    }
}
