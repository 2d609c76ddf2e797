package dev.slipway.identity.workload;

import dev.slipway.identity.Permission;
import dev.slipway.identity.Place;
import dev.slipway.web.FieldProblem;
import java.net.URI;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What somebody wants a {@link TrustRule} to be. */
public record TrustWish(
        String title,
        String issuer,
        String audience,
        Map<String, String> claims,
        Set<Permission> permissions,
        Place place) {

    private static final int LONGEST = 300;

    /** Who may do anything may also see. */
    EnumSet<Permission> all() {
        var all = EnumSet.of(Permission.VIEW);
        all.addAll(permissions);
        return all;
    }

    List<FieldProblem> problems() {
        var problems = new ArrayList<FieldProblem>();
        if (title.isBlank() || title.length() > 100) {
            problems.add(new FieldProblem("title", "must have 1 to 100 characters", "Say what it lets in."));
        }
        if (!isIssuer(issuer)) {
            problems.add(new FieldProblem(
                    "issuer",
                    "must be an https address without query, such as https://token.actions.githubusercontent.com",
                    "Take it from the documents of the CI system."));
        }
        if (audience.isBlank() || audience.length() > LONGEST) {
            problems.add(new FieldProblem(
                    "audience",
                    "must have 1 to " + LONGEST + " characters",
                    "Take the address of this portal, and ask for a token with the same."));
        }
        if (claims.values().stream()
                .allMatch(pattern -> pattern.replace("*", "").isBlank())) {
            problems.add(new FieldProblem(
                    "claims",
                    "must say whose tokens, for instance repository: octo/shop",
                    "Everybody has tokens of this issuer: name the repository at least."));
        }
        claims.forEach((name, pattern) -> {
            if (name.isBlank() || name.length() > 100 || pattern.isBlank() || pattern.length() > LONGEST) {
                problems.add(new FieldProblem(
                        "claims", "must have names and values of 1 to " + LONGEST + " characters", "Shorten it."));
            }
        });
        var forPeople = permissions.stream()
                .filter(permission -> !permission.forWorkloads())
                .map(Permission::name)
                .sorted()
                .collect(Collectors.joining(", "));
        if (!forPeople.isEmpty()) {
            problems.add(new FieldProblem(
                    "permissions", "must not hold what is for people: " + forPeople, "Leave that out."));
        }
        return problems;
    }

    /** Plain http only on this machine, as RFC 8252 lets it. */
    private static boolean isIssuer(String text) {
        try {
            var address = URI.create(text);
            var local = "http".equals(address.getScheme())
                    && Set.of("localhost", "127.0.0.1").contains(String.valueOf(address.getHost()));
            return text.length() <= LONGEST
                    && address.getHost() != null
                    && address.getRawUserInfo() == null
                    && address.getRawQuery() == null
                    && address.getRawFragment() == null
                    && ("https".equals(address.getScheme()) || local);
        } catch (IllegalArgumentException _) {
            return false;
        }
    }
}
