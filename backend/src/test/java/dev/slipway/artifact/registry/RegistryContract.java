package dev.slipway.artifact.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.slipway.artifact.Digest;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What every registry keeps to. */
abstract class RegistryContract {

    static final Platform ARM = new Platform("linux", "arm64");

    /** The registry under test. */
    abstract Registry registry();

    /** Puts an image into its repository {@code shop/web}. */
    abstract void push(SampleImage image) throws Exception;

    /** Makes the registry answer other bytes for the digest. */
    abstract void damage(Digest digest, byte[] bytes) throws Exception;

    /** Makes the registry fail. */
    abstract void fail() throws Exception;

    @Test
    void imageShouldTellHowItStartsAndHowLargeItIs() throws Exception {
        var sample = SampleImage.single("amd64");
        push(sample);

        var image = registry().image("shop/web", sample.digest(), Platform.LINUX_AMD64);

        assertThat(image.platforms()).containsExactly(Platform.LINUX_AMD64);
        var content = Objects.requireNonNull(image.content());
        assertThat(content.manifest()).isEqualTo(sample.digest());
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
        var sample = SampleImage.index("amd64", "arm64");
        push(sample);

        var image = registry().image("shop/web", sample.digest(), ARM);

        assertThat(image.platforms()).containsExactly(Platform.LINUX_AMD64, ARM);
        assertThat(Objects.requireNonNull(image.content()).manifest())
                .isEqualTo(SampleImage.single("arm64").digest());
    }

    @Test
    void imageForAnotherPlatformShouldHaveNoContent() throws Exception {
        var index = SampleImage.index("amd64");
        var single = SampleImage.single("amd64");
        push(index);
        push(single);

        assertThat(registry().image("shop/web", index.digest(), ARM).content()).isNull();
        assertThat(registry().image("shop/web", single.digest(), ARM).content()).isNull();
        assertThat(registry().image("shop/web", single.digest(), ARM).platforms())
                .containsExactly(Platform.LINUX_AMD64);
    }

    @Test
    void imageThatIsNotThereShouldBeMissing() {
        var nowhere = Digest.of(SampleImage.bytes("nowhere"));

        assertThatExceptionOfType(ImageMissing.class)
                .isThrownBy(() -> registry().image("shop/web", nowhere, Platform.LINUX_AMD64))
                .withMessageContaining(nowhere.abbreviated());
    }

    @Test
    void bytesThatAreNotTheDigestShouldNotBeTrusted() throws Exception {
        var sample = SampleImage.single("amd64");
        push(sample);
        damage(sample.digest(), SampleImage.bytes("{\"config\":{},\"layers\":[]}"));

        assertThatExceptionOfType(RegistryUnavailable.class)
                .isThrownBy(() -> registry().image("shop/web", sample.digest(), Platform.LINUX_AMD64))
                .withMessageContaining("are not " + sample.digest().abbreviated());
    }

    @Test
    void failingRegistryShouldNotBeTakenForAMissingImage() throws Exception {
        var sample = SampleImage.single("amd64");
        push(sample);
        fail();

        assertThatExceptionOfType(RegistryUnavailable.class)
                .isThrownBy(() -> registry().image("shop/web", sample.digest(), Platform.LINUX_AMD64));
    }
}
