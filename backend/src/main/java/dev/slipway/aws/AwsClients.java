package dev.slipway.aws;

import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsAsyncClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.client.config.SdkAdvancedClientOption;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsAsyncClient;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/**
 * Asynchronous clients, one for each access and service, over one pool of connections. Nothing is made before it is asked
 * for: a portal without AWS pays nothing.
 */
@Component
public class AwsClients implements DisposableBean {

    private static final int ATTEMPTS = 4;
    private static final Duration ATTEMPT = Duration.ofSeconds(10);
    private static final Duration CALL = Duration.ofSeconds(30);

    private final @Nullable URI endpoint;
    private final MeterRegistry meters;
    private final InstantSource clock;
    private final Supplier<AwsCredentialsProvider> own;
    private final Map<Key, SdkClient> clients = new ConcurrentHashMap<>();
    private final Map<AwsAccess, AwsCredentialsProvider> credentials = new ConcurrentHashMap<>();
    private @Nullable Connections http;

    @Autowired
    AwsClients(
            @Value("${slipway.aws.endpoint:}") String endpoint,
            MeterRegistry meters,
            Clock clock,
            ObjectProvider<AwsStandIn> standIn) {
        this(address(endpoint, standIn.getIfAvailable()), meters, clock, () -> own(standIn.getIfAvailable()));
    }

    private static @Nullable URI address(String endpoint, @Nullable AwsStandIn standIn) {
        if (standIn != null) {
            return standIn.endpoint();
        }
        return endpoint.isBlank() ? null : URI.create(endpoint);
    }

    private static AwsCredentialsProvider own(@Nullable AwsStandIn standIn) {
        return standIn == null
                ? DefaultCredentialsProvider.builder().build()
                : StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(standIn.accessKey(), standIn.secretKey()));
    }

    /**
     * Clients as somebody else than the default provider chain says.
     *
     * @param endpoint where all services are asked, unless the access says otherwise; null: at their own addresses
     * @param own the credentials the portal itself has
     */
    public AwsClients(
            @Nullable URI endpoint, MeterRegistry meters, InstantSource clock, Supplier<AwsCredentialsProvider> own) {
        this.endpoint = endpoint;
        this.meters = meters;
        this.clock = clock;
        this.own = own;
    }

    private record Key(AwsAccess access, Class<?> type) {}

    /** The client of this type, such as {@code get(access, EcsAsyncClient.class, EcsAsyncClient::builder)}. */
    public <C extends SdkClient, B extends AwsClientBuilder<B, C> & AwsAsyncClientBuilder<B, C>> C get(
            AwsAccess access, Class<C> type, Supplier<B> builder) {
        var made =
                clients.computeIfAbsent(new Key(access, type), _ -> build(access, builder.get(), credentials(access)));
        return type.cast(made);
    }

    private <C, B extends AwsClientBuilder<B, C> & AwsAsyncClientBuilder<B, C>> C build(
            AwsAccess access, B builder, AwsCredentialsProvider as) {
        var address = access.endpoint() == null ? endpoint : access.endpoint();
        if (address != null) {
            builder.endpointOverride(address);
        }
        return builder.region(Region.of(access.region()))
                .credentialsProvider(as)
                .httpClient(http())
                .overrideConfiguration(override -> {
                    override.retryStrategy(AwsRetryStrategy.adaptiveRetryStrategy().toBuilder()
                            .maxAttempts(ATTEMPTS)
                            .build());
                    override.apiCallAttemptTimeout(ATTEMPT);
                    override.apiCallTimeout(CALL);
                    override.addExecutionInterceptor(new CallCount(meters));
                    override.putAdvancedOption(SdkAdvancedClientOption.USER_AGENT_PREFIX, "slipway");
                    if (address != null) {
                        // One address for all services has no other host for logs.
                        override.putAdvancedOption(SdkAdvancedClientOption.DISABLE_HOST_PREFIX_INJECTION, true);
                    }
                })
                .build();
    }

    /** One provider for each access, so that a role is assumed once for all services. */
    private AwsCredentialsProvider credentials(AwsAccess access) {
        if (access.role() == null) {
            return credentials.computeIfAbsent(plain(access), _ -> own.get());
        }
        var portal = credentials.computeIfAbsent(plain(access), _ -> own.get());
        return credentials.computeIfAbsent(
                access, _ -> new AssumedRole(access, build(plain(access), StsAsyncClient.builder(), portal), clock));
    }

    private static AwsAccess plain(AwsAccess access) {
        return new AwsAccess(access.region(), null, null, access.endpoint());
    }

    private synchronized SdkAsyncHttpClient http() {
        if (http == null) {
            http = Connections.open();
        }
        return http.client();
    }

    @Override
    public synchronized void destroy() {
        clients.values().forEach(SdkAutoCloseable::close);
        clients.clear();
        credentials.values().forEach(AwsClients::close);
        credentials.clear();
        if (http != null) {
            http.close();
            http = null;
        }
    }

    private static void close(AwsCredentialsProvider provider) {
        if (provider instanceof SdkAutoCloseable closeable) {
            closeable.close();
        }
    }
}
