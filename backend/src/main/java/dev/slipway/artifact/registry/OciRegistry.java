package dev.slipway.artifact.registry;

import dev.slipway.artifact.Digest;
import dev.slipway.artifact.registry.Manifests.Manifest;
import dev.slipway.artifact.registry.RegistryLogins.Login;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Any registry that speaks the OCI distribution specification (1.1). */
final class OciRegistry implements Registry {

    /** The specification asks registries to take manifests of at least 4 MiB; nobody writes larger ones. */
    private static final int MOST_MANIFEST_BYTES = 4 << 20;

    private static final int MOST_CONFIG_BYTES = 8 << 20;

    private final URI base;
    private final Who who;
    private final Exchange exchange;
    private final Tokens tokens;

    /** @param base scheme and host */
    OciRegistry(URI base, Who who, Exchange exchange, Tokens tokens) {
        this.base = base;
        this.who = who;
        this.exchange = exchange;
        this.tokens = tokens;
    }

    /** Who asks. */
    interface Who {
        Optional<Login> login() throws RegistryUnavailable;
    }

    @Override
    public Image image(String repository, Digest digest, Platform platform) throws ImageMissing, RegistryUnavailable {
        return switch (manifest(repository, digest)) {
            case Manifest.Single single -> {
                var configured = configured(repository, single.config());
                yield new Image(
                        digest,
                        List.of(configured.platform()),
                        configured.platform().equals(platform)
                                ? new Image.Content(digest, configured.config(), single.layers())
                                : null);
            }
            case Manifest.Index index -> new Image(digest, index.platforms(), content(repository, index.of(platform)));
        };
    }

    private Image.@Nullable Content content(String repository, Optional<Digest> manifest)
            throws ImageMissing, RegistryUnavailable {
        if (manifest.isEmpty()) {
            return null;
        }
        if (!(manifest(repository, manifest.get()) instanceof Manifest.Single single)) {
            throw new RegistryUnavailable("The index of " + repository + " leads to another index");
        }
        return new Image.Content(
                manifest.get(), configured(repository, single.config()).config(), single.layers());
    }

    private Manifest manifest(String repository, Digest digest) throws ImageMissing, RegistryUnavailable {
        return Manifests.manifest(read(repository, "manifests", digest, Manifests.ACCEPT, MOST_MANIFEST_BYTES));
    }

    private Manifests.Configured configured(String repository, Digest digest) throws ImageMissing, RegistryUnavailable {
        return Manifests.configured(read(repository, "blobs", digest, "*/*", MOST_CONFIG_BYTES));
    }

    private byte[] read(String repository, String kind, Digest digest, String accept, int most)
            throws ImageMissing, RegistryUnavailable {
        var address = base.resolve("/v2/" + repository + "/" + kind + "/" + digest);
        var answer = exchange.get(address, accept, null, most);
        if (answer.statusCode() == 401) {
            answer = exchange.get(address, accept, authorization(answer, repository), most);
        }
        switch (answer.statusCode()) {
            case 200 -> {}
            case 404 ->
                throw new ImageMissing(base.getAuthority() + " has no " + repository + "@" + digest.abbreviated());
            case 401, 403 ->
                throw new RegistryUnavailable(base.getAuthority() + " does not let "
                        + who.login().map(Login::user).orElse("a visitor without a login") + " read " + repository);
            case 429 -> throw new RegistryUnavailable(base.getAuthority() + " throttles");
            default -> throw new RegistryUnavailable(base.getAuthority() + " answered " + answer.statusCode());
        }
        if (!Digest.of(answer.body()).equals(digest)) {
            throw new RegistryUnavailable(base.getAuthority() + " answered bytes that are not " + digest.abbreviated());
        }
        return answer.body();
    }

    private String authorization(HttpResponse<byte[]> refusal, String repository) throws RegistryUnavailable {
        var challenge = refusal.headers().allValues("WWW-Authenticate").stream()
                .flatMap(header -> Challenge.parse(header).stream())
                .filter(each -> each.is("bearer") || each.is("basic"))
                .findFirst()
                .orElseThrow(() -> new RegistryUnavailable(base.getAuthority() + " does not say how to sign in"));
        return tokens.authorization(base, challenge, who.login(), "repository:" + repository + ":pull");
    }
}
