package dev.slipway.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileArtifactStoreTest {

    private static final byte[] BYTES = "an artifact".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path folder;

    FileArtifactStore store;

    @BeforeEach
    void open() {
        store = new FileArtifactStore(folder);
    }

    @Test
    void putShouldReturnTheDigestOfTheBytes() throws IOException {
        var digest = store.put(new ByteArrayInputStream(BYTES));

        assertThat(digest).isEqualTo(Digest.of(BYTES));
        assertThat(store.has(digest)).isTrue();
        assertThat(store.fetch(digest)).hasBinaryContent(BYTES);
    }

    @Test
    void puttingTheSameBytesAgainShouldChangeNothing() throws IOException {
        var digest = store.put(new ByteArrayInputStream(BYTES));
        var stored = Files.getLastModifiedTime(store.fetch(digest));

        assertThat(store.put(new ByteArrayInputStream(BYTES))).isEqualTo(digest);
        assertThat(Files.getLastModifiedTime(store.fetch(digest))).isEqualTo(stored);
    }

    @Test
    void fetchShouldRefuseBytesThatChangedOnDisk() throws IOException {
        var digest = store.put(new ByteArrayInputStream(BYTES));
        Files.writeString(store.fetch(digest), "tampered");

        assertThatThrownBy(() -> store.fetch(digest))
                .isInstanceOf(ArtifactMissing.class)
                .hasMessageContaining("changed on disk");
    }

    @Test
    void puttingTheRightBytesShouldRepairADamagedFile() throws IOException {
        var digest = store.put(new ByteArrayInputStream(BYTES));
        Files.writeString(store.fetch(digest), "tampered");

        store.put(new ByteArrayInputStream(BYTES));

        assertThat(store.fetch(digest)).hasBinaryContent(BYTES);
    }

    @Test
    void fetchShouldSayThatTheStoreHasNoSuchBytes() {
        assertThatThrownBy(() -> store.fetch(Digest.of(BYTES)))
                .isInstanceOf(ArtifactMissing.class)
                .hasMessageContaining("not in the store");
    }

    @Test
    void anInterruptedPutShouldLeaveNothing() throws IOException {
        var broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("connection lost");
            }
        };

        assertThatThrownBy(() -> store.put(new SequenceInputStream(new ByteArrayInputStream(BYTES), broken)))
                .hasMessage("connection lost");

        assertThat(store.has(Digest.of(BYTES))).isFalse();
        assertThat(folder.resolve("incoming")).isEmptyDirectory();
    }
}
