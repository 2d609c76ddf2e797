package dev.slipway.artifact.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageNameTest {

    private static final String DIGEST = "sha256:" + "ab".repeat(32);

    @ParameterizedTest
    @CsvSource(
            value = {
                "nginx | docker.io | library/nginx | -",
                "shop/web:1.2 | docker.io | shop/web | 1.2",
                "ghcr.io/shop/web:v1 | ghcr.io | shop/web | v1",
                "localhost:5000/web | localhost:5000 | web | -",
                "123456789012.dkr.ecr.eu-west-1.amazonaws.com/shop/web | 123456789012.dkr.ecr.eu-west-1.amazonaws.com"
                        + " | shop/web | -"
            },
            delimiter = '|',
            nullValues = "-")
    void nameShouldBeReadAsRuntimesReadIt(String text, String host, String repository, String tag) {
        var name = ImageName.parse(text);

        assertThat(name.host()).isEqualTo(host);
        assertThat(name.repository()).isEqualTo(repository);
        assertThat(name.tag()).isEqualTo(tag);
        assertThat(name.digest()).isNull();
    }

    @Test
    void digestShouldPinIt() {
        assertThat(ImageName.parse("ghcr.io/shop/web:1@" + DIGEST).digest()).hasToString(DIGEST);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "UPPER/case",
                "ghcr.io/",
                "ghcr.io/web@sha256:1",
                "ghcr.io/a//b",
                "web@",
                "evil.example/../v2"
            })
    void whatIsNoNameShouldBeRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> ImageName.parse(text));
    }

    @Test
    void amazonsRegistriesShouldBeKnownByTheirNames() {
        assertThat(Registries.ecr("123456789012.dkr.ecr.eu-west-1.amazonaws.com"))
                .contains(new Registries.Ecr("123456789012", "eu-west-1"));
        assertThat(Registries.ecr("123456789012.dkr-ecr.eu-west-1.on.aws")).isPresent();
        assertThat(Registries.ecr("123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn"))
                .isPresent();
        assertThat(Registries.ecr("ghcr.io")).isEmpty();
        assertThat(Registries.ecr("123456789012.dkr.ecr.eu-west-1.amazonaws.com.evil.example"))
                .isEmpty();
    }

    @Test
    void challengeShouldBeReadWithItsParameters() {
        var challenge = Challenge.parse("Bearer realm=\"https://a.example/t\", service=\"a, b\",scope=x");

        assertThat(challenge)
                .contains(new Challenge(
                        "bearer", Map.of("realm", "https://a.example/t", "service", "a, b", "scope", "x")));
    }
}
