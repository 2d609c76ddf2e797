package dev.slipway.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {

    private final Secrets secrets = new Secrets(
            List.of(new EnvironmentSecretStore(Map.of("TOKEN", "s3cret", "EMPTY", "")), new FileSecretStore()));

    @TempDir
    Path folder;

    @Test
    void environmentReferenceShouldResolve() throws SecretUnavailable {
        assertThat(secrets.resolve(SecretReference.parse("env:TOKEN"))).isEqualTo("s3cret");
    }

    @Test
    void fileReferenceShouldResolveWithoutItsLineFeed() throws Exception {
        var file = Files.writeString(folder.resolve("password"), "pass word\n");

        assertThat(secrets.resolve(SecretReference.parse("file:" + file))).isEqualTo("pass word");
    }

    @Test
    void absentAndEmptySecretsShouldBeUnavailable() throws Exception {
        var empty = Files.createFile(folder.resolve("empty"));

        for (var text : List.of("env:ABSENT", "env:EMPTY", "file:relative", "file:" + empty, "file:/no/such/file")) {
            assertThatThrownBy(() -> secrets.resolve(SecretReference.parse(text)))
                    .isInstanceOf(SecretUnavailable.class)
                    .hasMessageContaining(SecretReference.parse(text).told())
                    .hasMessageNotContaining(text);
        }
    }

    @Test
    void unknownSchemeShouldNameTheKnownOnes() {
        assertThatThrownBy(() -> secrets.resolve(SecretReference.parse("vault:kv/db")))
                .isInstanceOf(SecretUnavailable.class)
                .hasMessageContaining("[env, file]");
    }

    @Test
    void plainValueShouldBeItself() throws SecretUnavailable {
        assertThat(secrets.resolve(new ConfigurationValue.Plain("42"))).isEqualTo("42");
    }
}
