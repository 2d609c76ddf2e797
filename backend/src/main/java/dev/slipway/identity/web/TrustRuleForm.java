package dev.slipway.identity.web;

import dev.slipway.identity.Permission;
import dev.slipway.identity.workload.TrustRule;
import dev.slipway.identity.workload.TrustWish;
import dev.slipway.web.FieldProblem;
import dev.slipway.web.InvalidInput;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the form for a trust rule shows and sends.
 *
 * @param claims one a line: {@code repository: octo/shop}
 */
record TrustRuleForm(
        @Nullable Integer version,
        @Nullable String title,
        @Nullable String issuer,
        @Nullable String audience,
        @Nullable String claims,
        @Nullable List<Permission> permissions,
        @Nullable String environment,
        @Nullable String service) {

    static TrustRuleForm of(TrustRule rule) {
        return new TrustRuleForm(
                rule.version(),
                rule.title(),
                rule.issuer(),
                rule.audience(),
                lines(rule.claims()),
                List.copyOf(rule.permissions()),
                rule.place().environment(),
                rule.place().service());
    }

    /** To begin with; an empty one for a CI system that is not known here. */
    static TrustRuleForm of(@Nullable CiPreset preset, String audience) {
        return new TrustRuleForm(
                null,
                "",
                preset == null ? "" : preset.issuer(),
                audience,
                preset == null ? "" : lines(preset.claims()),
                List.of(Permission.VIEW, Permission.RELEASE, Permission.DEPLOY),
                null,
                null);
    }

    public boolean gives(Permission permission) {
        return permissions != null && permissions.contains(permission);
    }

    TrustWish wish(String project) {
        return new TrustWish(
                text(title),
                text(issuer),
                text(audience),
                named(),
                permissions == null ? Set.of() : Set.copyOf(permissions),
                PlaceForm.place(project, environment, service));
    }

    private Map<String, String> named() {
        var named = new LinkedHashMap<String, String>();
        text(claims).lines().map(String::strip).filter(line -> !line.isEmpty()).forEach(line -> {
            var end = line.indexOf(": ") < 0 ? line.indexOf(':') : line.indexOf(": ");
            var name = end < 0 ? "" : line.substring(0, end).strip();
            if (name.isEmpty() || named.put(name, line.substring(end + 1).strip()) != null) {
                throw new InvalidInput(
                        "The claims cannot be read.",
                        new FieldProblem(
                                "claims",
                                "must be one a line, each with its name once, such as repository: octo/shop",
                                "Correct the line: " + line));
            }
        });
        return named;
    }

    private static String lines(Map<String, String> claims) {
        return claims.entrySet().stream()
                .map(claim -> claim.getKey() + ": " + claim.getValue())
                .collect(Collectors.joining("\n"));
    }

    private static String text(@Nullable String value) {
        return Objects.requireNonNullElse(value, "").strip();
    }
}
