package dev.slipway.artifact.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.slipway.artifact.Digest;
import dev.slipway.artifact.registry.ScansImages.Scan;
import dev.slipway.artifact.registry.ScansImages.Severity;
import dev.slipway.aws.AwsAccess;
import dev.slipway.aws.AwsClients;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import simulator.Api;
import simulator.Place;
import simulator.Sessions;
import simulator.Simulator;
import simulator.ecr.ImageContent;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.ecr.EcrAsyncClient;

class EcrRegistryTest extends RegistryContract {

    private static final Place PLACE = new Place(Sessions.DEFAULT_ACCOUNT, "eu-central-1");

    /** Shared by all clouds, each of which is another endpoint: closing takes seconds. */
    private static final AwsClients CLIENTS = new AwsClients(
            null,
            new SimpleMeterRegistry(),
            Clock.systemUTC(),
            () -> StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIATEST", "secret")));

    private final Simulator cloud = Simulator.start();
    private final simulator.ecr.Registry images = cloud.in(PLACE).images();
    private final EcrAsyncClient client = CLIENTS.get(
            new AwsAccess(PLACE.region(), null, null, cloud.endpoint()), EcrAsyncClient.class, EcrAsyncClient::builder);

    @AfterEach
    void stop() {
        cloud.close();
        assertThat(cloud.violations()).isEmpty();
    }

    @Override
    EcrRegistry registry() {
        return new Registries(_ -> Optional.empty(), Clock.systemUTC()).ecr(client, PLACE.account());
    }

    @Override
    Digest single(String architecture) {
        return new Digest(images.push("shop/web", content(architecture)));
    }

    @Override
    Digest index(String... architectures) {
        return new Digest(images.pushIndex(
                "shop/web",
                Stream.of(architectures).map(EcrRegistryTest::content).toList()));
    }

    private static ImageContent content(String architecture) {
        return new ImageContent(
                "linux/" + architecture,
                "1000:1000",
                Map.of("MODE", "a=b"),
                Map.of("org.opencontainers.image.revision", "abc123"),
                List.of("CMD", "curl", "-f", "http://localhost:8080/health"),
                List.of(8080),
                List.of(30_000_000L, 12_000_000L));
    }

    @Override
    void fail() {
        cloud.faults().on(Api.ECR).unavailable();
    }

    @Test
    void archivedImageShouldNotBePullable() {
        var digest = single("amd64");
        images.archive("shop/web", digest.value());

        assertThatExceptionOfType(ImageMissing.class)
                .isThrownBy(() -> registry().image("shop/web", digest, Platform.LINUX_AMD64))
                .withMessageContaining("ARCHIVED");
    }

    @Test
    void scanShouldCountWhatItFound() throws Exception {
        var digest = single("amd64");
        assertThat(registry().scan("shop/web", digest)).isEqualTo(new Scan.Done(Map.of()));

        images.scan(
                "shop/web",
                digest.value(),
                simulator.ecr.Scan.finding(
                        cloud.clock().instant(), found("1", "CRITICAL"), found("2", "HIGH"), found("3", "HIGH")));
        var done = (Scan.Done) registry().scan("shop/web", digest);
        assertThat(done.atLeast(Severity.CRITICAL)).isEqualTo(1);
        assertThat(done.atLeast(Severity.HIGH)).isEqualTo(3);
        assertThat(done).hasToString("1 critical, 2 high");
    }

    private static simulator.ecr.Scan.Vulnerability found(String name, String severity) {
        return new simulator.ecr.Scan.Vulnerability("CVE-" + name, severity, "openssl", "https://cve.example/" + name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PENDING", "IN_PROGRESS", "FAILED", "UNSUPPORTED_IMAGE", "SCAN_ELIGIBILITY_EXPIRED"})
    void scanThatHasNotEndedWellShouldNotBeClean(String status) throws Exception {
        var digest = single("amd64");
        images.scan("shop/web", digest.value(), simulator.ecr.Scan.inState(status, "so it is"));

        assertThat(registry().scan("shop/web", digest))
                .isInstanceOfSatisfying(
                        Scan.Untold.class, untold -> assertThat(untold.why()).contains(status));
    }

    @Test
    void imageThatWasNeverScannedShouldNotBeClean() throws Exception {
        var digest = single("amd64");
        images.forgetScan("shop/web", digest.value());

        assertThat(registry().scan("shop/web", digest)).isInstanceOf(Scan.Untold.class);
    }

    @Test
    void anotherRegistryShouldBeAskedAtItsOwnAddress() throws Exception {
        var digest = single("amd64");
        var oci = images.oci();
        var registries =
                new Registries(host -> Optional.of(new RegistryLogins.Login("AWS", oci.password())), Clock.systemUTC());

        var image = registries
                .oci(ImageName.parse(oci.host() + "/shop/web"))
                .image("shop/web", digest, Platform.LINUX_AMD64);

        assertThat(image.content()).isNotNull();
    }
}
