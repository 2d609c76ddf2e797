package dev.slipway.release;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.artifact.ArtifactStore;
import dev.slipway.artifact.TestStores;
import dev.slipway.web.InvalidInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.web.server.ResponseStatusException;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

class UploadsTest {

    private static final int MANY = 300;
    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    ArtifactStore store;
    Uploads uploads;

    @BeforeEach
    void start() {
        store = TestStores.in(folder);
        uploads = new Uploads(store, new ReleaseProperties(1));
    }

    /** Pieces come from event loops, which must not wait: the guard of all tests watches them. */
    @Test
    void manyUploadsAtOnceShouldAllBeAnswered() throws IOException {
        var loops = Schedulers.newParallel("loop", 8);
        try {
            var digests = Flux.range(0, MANY)
                    .flatMap(
                            i -> uploads.take(
                                    Flux.just(piece("artifact "), piece(i + "")).publishOn(loops)),
                            MANY)
                    .collectList()
                    .block(LONG);

            assertThat(digests).hasSize(MANY).allMatch(store::has);
            assertThat(new HashSet<>(digests)).hasSize(MANY);
            assertThat(Files.readString(
                            store.fetch(Objects.requireNonNull(digests).getFirst())))
                    .startsWith("artifact ");
        } finally {
            loops.dispose();
        }
    }

    @Test
    void moreThanAllowedShouldBeRefusedAndNotKept() throws IOException {
        var megabyte = new byte[1024 * 1024];
        Arrays.fill(megabyte, (byte) 'x');

        assertThatThrownBy(() -> uploads.take(Flux.just(piece(new String(megabyte, UTF_8)), piece("more")))
                        .block(LONG))
                .isInstanceOf(ResponseStatusException.class)
                .hasMessageContaining("at most 1 MB");
        try (var kept = Files.walk(folder)) {
            assertThat(kept.filter(Files::isRegularFile)).isEmpty();
        }
    }

    @Test
    void nothingShouldBeRefused() {
        assertThatThrownBy(() -> uploads.take(Flux.empty()).block(LONG))
                .isInstanceOf(InvalidInput.class)
                .hasMessageContaining("empty");
    }

    @Test
    void uploadThatBreaksOffShouldTellWhy() {
        var broken = Flux.concat(Mono.just(piece("half")), Mono.error(new IOException("connection reset")));

        assertThatThrownBy(() -> uploads.take(broken).block(LONG))
                .cause()
                .isInstanceOf(IOException.class)
                .hasMessage("connection reset");
    }

    private static DataBuffer piece(String text) {
        return DefaultDataBufferFactory.sharedInstance.wrap(text.getBytes(UTF_8));
    }
}
