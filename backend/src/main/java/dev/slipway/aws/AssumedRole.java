package dev.slipway.aws;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.ResolveIdentityRequest;
import software.amazon.awssdk.services.sts.StsAsyncClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/** Credentials of a role, assumed when first needed and again before they expire; never written anywhere. */
final class AssumedRole implements AwsCredentialsProvider, SdkAutoCloseable {

    private static final Duration AHEAD = Duration.ofMinutes(5);

    private final AwsAccess access;
    private final StsAsyncClient sts;
    private final InstantSource clock;
    private @Nullable CompletableFuture<AwsCredentialsIdentity> session;
    private Instant renewAt = Instant.MIN;

    AssumedRole(AwsAccess access, StsAsyncClient sts, InstantSource clock) {
        this.access = access;
        this.sts = sts;
        this.clock = clock;
    }

    @Override
    public AwsCredentials resolveCredentials() {
        return (AwsCredentials) resolveIdentity().join();
    }

    @Override
    public CompletableFuture<AwsCredentialsIdentity> resolveIdentity(ResolveIdentityRequest request) {
        return current();
    }

    private synchronized CompletableFuture<AwsCredentialsIdentity> current() {
        var known = session;
        if (known == null
                || known.isCompletedExceptionally()
                || (known.isDone() && !clock.instant().isBefore(renewAt))) {
            known = assume();
            session = known;
        }
        return known;
    }

    private CompletableFuture<AwsCredentialsIdentity> assume() {
        return sts.assumeRole(AssumeRoleRequest.builder()
                        .roleArn(access.role())
                        .externalId(access.externalId())
                        .roleSessionName("slipway")
                        .build())
                .thenApply(answer -> {
                    var given = answer.credentials();
                    renewBefore(given.expiration());
                    return AwsSessionCredentials.builder()
                            .accessKeyId(given.accessKeyId())
                            .secretAccessKey(given.secretAccessKey())
                            .sessionToken(given.sessionToken())
                            .expirationTime(given.expiration())
                            .build();
                });
    }

    private synchronized void renewBefore(Instant expiration) {
        renewAt = expiration.minus(AHEAD);
    }

    @Override
    public void close() {
        sts.close();
    }
}
