package dev.slipway.artifact.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.slipway.artifact.Digest;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/**
 * What every registry keeps to. The images have two layers of 30 and 12 MB, run as 1000:1000, have a health check, a
 * port, the variable MODE and the labels of version and commit.
 */
abstract class RegistryContract {

    static final Platform ARM = new Platform("linux", "arm64");

    /** The registry under test. */
    abstract Registry registry();

    /** Puts an image for this architecture into the repository {@code shop/web}. */
    abstract Digest single(String architecture);

    /** Puts an index of images for these architectures there. */
    abstract Digest index(String... architectures);

    /** Makes the registry fail. */
    abstract void fail();

    @Test
    void imageShouldTellHowItStartsAndHowLargeItIs() throws Exception {
        var digest = single("amd64");

        var image = registry().image("shop/web", digest, Platform.LINUX_AMD64);

        assertThat(image.platforms()).containsExactly(Platform.LINUX_AMD64);
        var content = Objects.requireNonNull(image.content());
        assertThat(content.manifest()).isEqualTo(digest);
        assertThat(content.bytes()).isEqualTo(42_000_000);
        var config = content.config();
        assertThat(config.user()).isEqualTo("1000:1000");
        assertThat(config.runsAsRoot()).isFalse();
        assertThat(config.healthCheck()).startsWith("CMD", "curl");
        assertThat(config.labels()).containsEntry("org.opencontainers.image.revision", "abc123");
        assertThat(config.environment()).containsEntry("MODE", "a=b");
        assertThat(config.ports()).containsExactly("8080/tcp");
    }

    @Test
    void indexShouldLeadToTheImageOfThePlatform() throws Exception {
        var image = registry().image("shop/web", index("amd64", "arm64"), ARM);

        assertThat(image.platforms()).containsExactly(Platform.LINUX_AMD64, ARM);
        assertThat(Objects.requireNonNull(image.content()).manifest()).isEqualTo(single("arm64"));
    }

    @Test
    void imageForAnotherPlatformShouldHaveNoContent() throws Exception {
        assertThat(registry().image("shop/web", index("amd64"), ARM).content()).isNull();

        var single = registry().image("shop/web", single("amd64"), ARM);
        assertThat(single.content()).isNull();
        assertThat(single.platforms()).containsExactly(Platform.LINUX_AMD64);
    }

    @Test
    void imageThatIsNotThereShouldBeMissing() {
        single("amd64");
        var nowhere = Digest.of(SampleImage.bytes("nowhere"));

        assertThatExceptionOfType(ImageMissing.class)
                .isThrownBy(() -> registry().image("shop/web", nowhere, Platform.LINUX_AMD64))
                .withMessageContaining(nowhere.abbreviated());
    }

    @Test
    void failingRegistryShouldNotBeTakenForAMissingImage() {
        var digest = single("amd64");
        fail();

        assertThatExceptionOfType(RegistryUnavailable.class)
                .isThrownBy(() -> registry().image("shop/web", digest, Platform.LINUX_AMD64));
    }
}
