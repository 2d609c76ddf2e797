package dev.slipway.identity.web;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** CI systems whose issuer and claims are known, to begin a trust rule with. */
enum CiPreset {
    /** https://docs.github.com/en/actions/reference/security/oidc */
    GITHUB(
            "GitHub Actions",
            "https://token.actions.githubusercontent.com",
            claims("repository", "octo/shop", "ref", "refs/heads/main")),
    /** https://docs.gitlab.com/ci/secrets/id_token_authentication/ */
    GITLAB("GitLab", "https://gitlab.com", claims("project_path", "octo/shop", "ref", "main", "ref_protected", "true"));

    private final String title;
    private final String issuer;
    private final Map<String, String> claims;

    CiPreset(String title, String issuer, Map<String, String> claims) {
        this.title = title;
        this.issuer = issuer;
        this.claims = claims;
    }

    static Optional<CiPreset> of(String word) {
        return Arrays.stream(values()).filter(one -> one.word().equals(word)).findFirst();
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public String title() {
        return title;
    }

    String issuer() {
        return issuer;
    }

    Map<String, String> claims() {
        return claims;
    }

    private static Map<String, String> claims(String... pairs) {
        var claims = new LinkedHashMap<String, String>();
        for (var i = 0; i < pairs.length; i += 2) {
            claims.put(pairs[i], pairs[i + 1]);
        }
        return claims;
    }
}
