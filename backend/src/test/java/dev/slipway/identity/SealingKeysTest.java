package dev.slipway.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.configuration.InvalidConfiguration;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.env.MockEnvironment;

class SealingKeysTest {

    private static final byte[] SECRET = "twenty bytes of an app".getBytes(StandardCharsets.UTF_8);

    private final byte[] old = SealingKeys.fresh();
    private final byte[] young = SealingKeys.fresh();

    @Test
    void whatIsSealedShouldOpenAndLookOtherwiseEachTime() {
        var keys = new SealingKeys(List.of(old));
        var one = keys.seal(SECRET, "ada");
        assertThat(keys.open(one, "ada")).isEqualTo(SECRET);
        assertThat(keys.seal(SECRET, "ada").bytes()).isNotEqualTo(one.bytes());
        assertThat(new String(one.bytes(), StandardCharsets.ISO_8859_1)).doesNotContain("twenty");
    }

    @Test
    void anEarlierKeyShouldStillOpenAndTheFirstSeal() {
        var before = new SealingKeys(List.of(old)).seal(SECRET, "ada");
        var keys = new SealingKeys(List.of(young, old));
        assertThat(keys.open(before, "ada")).isEqualTo(SECRET);
        assertThat(keys.current()).isNotEqualTo(before.keyId());
        assertThat(keys.seal(SECRET, "ada").keyId()).isEqualTo(keys.current());
    }

    @Test
    void whatWasChangedOrIsOfSomebodyElseShouldNotOpen() {
        var keys = new SealingKeys(List.of(old));
        var sealed = keys.seal(SECRET, "ada");
        assertThatThrownBy(() -> keys.open(sealed, "grace")).isInstanceOf(SealBroken.class);
        sealed.bytes()[sealed.bytes().length - 1] ^= 1;
        assertThatThrownBy(() -> keys.open(sealed, "ada")).isInstanceOf(SealBroken.class);
    }

    @Test
    void aKeyThatIsNotHereShouldBeNamed() {
        var sealed = new SealingKeys(List.of(old)).seal(SECRET, "ada");
        assertThatThrownBy(() -> new SealingKeys(List.of(young)).open(sealed, "ada"))
                .isInstanceOf(SealBroken.class)
                .hasMessageContaining(sealed.keyId())
                .hasMessageContaining("SLIPWAY_ENCRYPTION_KEYS");
    }

    @Test
    void theFileShouldBeMadeOnceForItsOwnerAlone(@TempDir Path folder) throws IOException {
        var data = folder.resolve("data");
        var first = SealingKeyFile.kept(data);
        var again = SealingKeyFile.kept(data);
        assertThat(again.open(first.seal(SECRET, "ada"), "ada")).isEqualTo(SECRET);
        var file = data.resolve(SealingKeyFile.NAME);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        try (var files = Files.list(data)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void aFolderThatCannotBeMadeShouldBeNamedByItsVariable(@TempDir Path folder) throws IOException {
        var file = Files.createFile(folder.resolve("file"));

        assertThatThrownBy(() -> SealingKeyFile.kept(file.resolve("data")))
                .isInstanceOf(InvalidConfiguration.class)
                .hasMessageStartingWith("SLIPWAY_DATA_DIR must be a folder that the portal may read and write");
    }

    @Test
    void aReferenceShouldLeadToKeysInAVariableOrAFile(@TempDir Path folder) throws IOException {
        var text = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";
        var file = Files.writeString(folder.resolve("keys"), text + "\n" + text.replace("MDE", "MDI") + "\n");
        var environment = new MockEnvironment().withProperty("THE_KEYS", text);
        var byVariable = new SealingKeyFile().sealingKeys("env:THE_KEYS", folder, environment);
        var byFile = new SealingKeyFile().sealingKeys("file:" + file, folder, environment);
        assertThat(byFile.open(byVariable.seal(SECRET, "ada"), "ada")).isEqualTo(SECRET);
        assertThat(Files.notExists(folder.resolve(SealingKeyFile.NAME))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=", "env:NOT_THERE", "file:/not/there", "vault:x"})
    void whatLeadsToNoKeyShouldStopTheStart(String reference) {
        assertThatThrownBy(() -> new SealingKeyFile().sealingKeys(reference, Path.of("/"), new MockEnvironment()))
                .isInstanceOf(InvalidConfiguration.class)
                .hasMessageContaining("SLIPWAY_ENCRYPTION_KEYS")
                .hasMessageNotContaining("MDEy");
    }
}
