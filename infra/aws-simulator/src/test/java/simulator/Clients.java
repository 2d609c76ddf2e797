package simulator;

import java.net.URI;
import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.client.config.SdkAdvancedClientOption;
import software.amazon.awssdk.regions.Region;

/** Real clients of the AWS SDK that talk to a simulated cloud. */
public final class Clients {

    public static final Region REGION = Region.EU_CENTRAL_1;

    private Clients() {}

    /** A client that does not retry, so that a test sees each answer. */
    public static <B extends AwsClientBuilder<B, C>, C> C of(B builder, URI endpoint) {
        return of(builder, endpoint, 1);
    }

    public static <B extends AwsClientBuilder<B, C>, C> C of(B builder, URI endpoint, int attempts) {
        return builder.endpointOverride(endpoint)
                .region(REGION)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIATEST", "secret")))
                .overrideConfiguration(configuration -> configuration
                        .apiCallTimeout(Duration.ofSeconds(30))
                        .putAdvancedOption(SdkAdvancedClientOption.DISABLE_HOST_PREFIX_INJECTION, true)
                        .retryStrategy(retry -> retry.maxAttempts(attempts)))
                .build();
    }
}
