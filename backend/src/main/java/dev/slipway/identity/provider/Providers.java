package dev.slipway.identity.provider;

import dev.slipway.configuration.InvalidConfiguration;
import dev.slipway.web.NotFound;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** The providers that {@code SLIPWAY_PROVIDERS} names, each described by variables {@code SLIPWAY_PROVIDER_<ID>_...}. */
@Component
public class Providers {

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private final Environment environment;
    private final List<Provider> all;

    Providers(Environment environment) {
        this.environment = environment;
        this.all = split(environment.getProperty("SLIPWAY_PROVIDERS", "")).stream()
                .map(this::read)
                .toList();
    }

    /** In the order of the sign-in page. */
    public List<Provider> all() {
        return all;
    }

    public Provider get(String id) {
        return all.stream()
                .filter(provider -> provider.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new NotFound("This portal knows no provider " + id + "."));
    }

    private Provider read(String id) {
        if (!id.matches("[a-z][a-z0-9]{0,30}")) {
            throw new InvalidConfiguration(
                    "SLIPWAY_PROVIDERS",
                    "must name providers by letters a-z and digits, joined by commas",
                    "'" + id + "' is not such a name.");
        }
        var kind = kind(id);
        var github = kind == Provider.Kind.GITHUB;
        return new Provider(
                id,
                kind,
                text(id, "TITLE", github ? "GitHub" : Character.toUpperCase(id.charAt(0)) + id.substring(1)),
                issuer(id, github ? "https://github.com" : ""),
                required(id, "CLIENT_ID", text(id, "CLIENT_ID", "")),
                secret(id, text(id, "CLIENT_SECRET", "")),
                Set.copyOf(
                        split(text(id, "SCOPES", github ? "read:user,user:email,read:org" : "openid,profile,email"))),
                text(id, "GROUPS_CLAIM", "groups"),
                blankToNull(text(id, "ADMINISTRATORS", "")));
    }

    private Provider.Kind kind(String id) {
        return switch (text(id, "KIND", "oidc")) {
            case "oidc" -> Provider.Kind.OIDC;
            case "github" -> Provider.Kind.GITHUB;
            default ->
                throw new InvalidConfiguration(name(id, "KIND"), "must be oidc or github", "Correct or unset it.");
        };
    }

    /** Over plain http anybody on the way could vouch for anybody; only this very machine is near enough. */
    private String issuer(String id, String otherwise) {
        var issuer = required(id, "ISSUER", text(id, "ISSUER", otherwise));
        try {
            var uri = URI.create(issuer);
            var host = uri.getHost();
            if (host != null
                    && ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()) && LOOPBACK.contains(host))) {
                return issuer;
            }
        } catch (IllegalArgumentException e) {
            throw new InvalidConfiguration(name(id, "ISSUER"), "must be an address", e.getMessage() + ".");
        }
        throw new InvalidConfiguration(
                name(id, "ISSUER"), "must be an https address", "http is accepted of localhost alone.");
    }

    private @Nullable String secret(String id, String reference) {
        if (reference.isEmpty()) {
            return null;
        }
        var colon = reference.indexOf(':');
        var path = reference.substring(colon + 1);
        return switch (colon < 0 ? "" : reference.substring(0, colon)) {
            case "env" -> required(id, "CLIENT_SECRET", environment.getProperty(path, ""));
            case "file" -> required(id, "CLIENT_SECRET", content(id, Path.of(path)));
            default ->
                throw new InvalidConfiguration(
                        name(id, "CLIENT_SECRET"),
                        "must say where the secret is, not what it is",
                        "Write env:NAME or file:/path.");
        };
    }

    private static String content(String id, Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new InvalidConfiguration(
                    name(id, "CLIENT_SECRET"), "names a file that cannot be read: " + file, "Check path and rights.");
        }
    }

    private String text(String id, String setting, String otherwise) {
        var value = environment.getProperty(name(id, setting), "").strip();
        return value.isEmpty() ? otherwise : value;
    }

    private static String required(String id, String setting, String value) {
        if (value.isEmpty()) {
            throw new InvalidConfiguration(
                    name(id, setting), "is missing or leads to nothing", "The provider " + id + " needs it.");
        }
        return value;
    }

    private static @Nullable String blankToNull(String value) {
        return value.isEmpty() ? null : value;
    }

    private static String name(String id, String setting) {
        return "SLIPWAY_PROVIDER_" + id.toUpperCase(Locale.ROOT) + "_" + setting;
    }

    private static List<String> split(String list) {
        return Arrays.stream(list.split(","))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .collect(Collectors.toList());
    }
}
