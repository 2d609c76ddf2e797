package dev.slipway.artifact.registry;

import dev.slipway.artifact.Digest;
import dev.slipway.artifact.registry.RegistryLogins.Login;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.EnumMap;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ecr.EcrAsyncClient;
import software.amazon.awssdk.services.ecr.model.ImageDetail;
import software.amazon.awssdk.services.ecr.model.ImageNotFoundException;
import software.amazon.awssdk.services.ecr.model.ImageStatus;
import software.amazon.awssdk.services.ecr.model.RepositoryNotFoundException;

/**
 * Amazon's registry: whether an image is there and how its scan ended is asked of its API (DescribeImages), what is in
 * it of its OCI endpoint, with a token of the API (GetAuthorizationToken).
 */
public final class EcrRegistry implements Registry, ScansImages {

    private final EcrAsyncClient ecr;
    private final String account;
    private final Exchange exchange;
    private final Tokens tokens;

    EcrRegistry(EcrAsyncClient ecr, String account, Exchange exchange, Tokens tokens) {
        this.ecr = ecr;
        this.account = account;
        this.exchange = exchange;
        this.tokens = tokens;
    }

    @Override
    public Image image(String repository, Digest digest, Platform platform) throws ImageMissing, RegistryUnavailable {
        var detail = detail(repository, digest);
        // Later versions of the API may know more states; only these are known to refuse a pull.
        if (detail.imageStatus() == ImageStatus.ARCHIVED || detail.imageStatus() == ImageStatus.ACTIVATING) {
            throw new ImageMissing("ECR has %s@%s as %s; it cannot be pulled"
                    .formatted(repository, digest.abbreviated(), detail.imageStatusAsString()));
        }
        return oci().image(repository, digest, platform);
    }

    @Override
    public Scan scan(String repository, Digest manifest) throws ImageMissing, RegistryUnavailable {
        var detail = detail(repository, manifest);
        var status = detail.imageScanStatus();
        if (status == null || status.status() == null) {
            return new Scan.Untold("it was never scanned");
        }
        return switch (status.status()) {
            case COMPLETE, ACTIVE -> done(detail);
            default ->
                new Scan.Untold("the scan is " + status.statusAsString()
                        + (status.description() == null ? "" : ": " + status.description()));
        };
    }

    private static Scan done(ImageDetail detail) {
        var summary = detail.imageScanFindingsSummary();
        if (summary == null) {
            return new Scan.Untold("the scan says nothing of its findings");
        }
        var counts = new EnumMap<Severity, Integer>(Severity.class);
        summary.findingSeverityCountsAsStrings().forEach((name, count) -> {
            if (count > 0) {
                counts.merge(severity(name), count, Integer::sum);
            }
        });
        return new Scan.Done(counts);
    }

    private static Severity severity(String name) {
        for (var severity : Severity.values()) {
            if (severity.name().equals(name)) {
                return severity;
            }
        }
        return Severity.UNDEFINED;
    }

    private ImageDetail detail(String repository, Digest digest) throws ImageMissing, RegistryUnavailable {
        try {
            return joined(ecr.describeImages(request -> request.registryId(account)
                            .repositoryName(repository)
                            .imageIds(id -> id.imageDigest(digest.value()))))
                    .imageDetails()
                    .stream()
                    .findFirst()
                    .orElseThrow(() -> new ImageMissing("ECR has no " + repository + "@" + digest.abbreviated()));
        } catch (ImageNotFoundException e) {
            throw new ImageMissing("ECR has no " + repository + "@" + digest.abbreviated(), e);
        } catch (RepositoryNotFoundException e) {
            throw new ImageMissing("ECR of account " + account + " has no repository " + repository, e);
        } catch (SdkException e) {
            throw new RegistryUnavailable("ECR cannot be asked: " + e.getMessage(), e);
        }
    }

    private OciRegistry oci() throws RegistryUnavailable {
        try {
            var data =
                    joined(ecr.getAuthorizationToken(request -> request.registryIds(account)))
                            .authorizationData()
                            .stream()
                            .findFirst()
                            .orElseThrow(() -> new RegistryUnavailable("ECR gives no token"));
            var pair = new String(Base64.getDecoder().decode(data.authorizationToken()), StandardCharsets.UTF_8)
                    .split(":", 2);
            var login = Optional.of(new Login(pair[0], pair.length < 2 ? "" : pair[1]));
            return new OciRegistry(URI.create(data.proxyEndpoint()), () -> login, exchange, tokens);
        } catch (SdkException e) {
            throw new RegistryUnavailable("ECR gives no token: " + e.getMessage(), e);
        } catch (IllegalArgumentException e) {
            throw new RegistryUnavailable("ECR answered a token that cannot be read", e);
        }
    }

    /** The SDK's own failure, rather than the future's around it. */
    private static <T> T joined(CompletableFuture<T> asked) {
        try {
            return asked.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof SdkException failure) {
                throw failure;
            }
            throw e;
        }
    }
}
