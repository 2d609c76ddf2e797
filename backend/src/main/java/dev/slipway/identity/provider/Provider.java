package dev.slipway.identity.provider;

import dev.slipway.identity.SignInMethod;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who vouches for people.
 *
 * @param id in addresses and names of variables, such as {@code keycloak}
 * @param issuer of an OpenID Connect provider, or the address of GitHub
 * @param clientSecret absent for a public client, which PKCE alone protects
 * @param groupsClaim where the groups are, with dots into nested claims
 * @param administrators members of this group are administrators whatever the rules say
 */
public record Provider(
        String id,
        Kind kind,
        String title,
        String issuer,
        String clientId,
        @Nullable String clientSecret,
        Set<String> scopes,
        String groupsClaim,
        @Nullable String administrators)
        implements SignInMethod {

    /** What a provider speaks. */
    public enum Kind {
        OIDC,
        GITHUB
    }

    public Provider {
        scopes = Set.copyOf(scopes);
    }

    /** Where a sign-in begins. */
    @Override
    public String path() {
        return "/sign-in/" + id;
    }

    String callback() {
        return path() + "/callback";
    }

    /** Where GitHub's API is: of GitHub itself, or of a GitHub Enterprise server. */
    String api() {
        return issuer.equals("https://github.com") ? "https://api.github.com" : issuer + "/api/v3";
    }

    @Override
    public String toString() {
        return id;
    }
}
