package dev.slipway.release;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.artifact.ArtifactStore;
import dev.slipway.artifact.Digest;
import dev.slipway.artifact.TestStores;
import dev.slipway.web.InvalidInput;
import io.netty.buffer.ByteBufAllocator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.core.io.buffer.NettyDataBuffer;
import org.springframework.core.io.buffer.NettyDataBufferFactory;
import org.springframework.web.server.ResponseStatusException;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

class UploadsTest {

    private static final int MANY = 300;
    private static final int HELD_BY_TEST = 1;
    private static final NettyDataBufferFactory POOL = new NettyDataBufferFactory(ByteBufAllocator.DEFAULT);
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

    @Test
    void piecesShouldBeReleasedOnceHoweverItEnds() {
        var pieces = IntStream.range(0, 12).mapToObj(i -> pooled("piece " + i)).toList();
        var broken = IntStream.range(0, 12).mapToObj(i -> pooled("broken " + i)).toList();

        discardingTwice(uploads.take(Flux.fromIterable(pieces))).block(LONG);
        assertThatThrownBy(() -> discardingTwice(uploads.take(Flux.concat(
                                Flux.fromIterable(broken), Mono.error(new IOException("connection reset")))))
                        .block(LONG))
                .hasRootCauseMessage("connection reset");

        assertThat(pieces).allMatch(piece -> piece.getNativeBuffer().refCnt() == HELD_BY_TEST);
        assertThat(broken).allMatch(piece -> piece.getNativeBuffer().refCnt() == HELD_BY_TEST);
    }

    /** As whoever writes answers does, who knows nothing of the bytes. */
    private static Mono<Digest> discardingTwice(Mono<Digest> taken) {
        return taken.doOnDiscard(DataBuffer.class, DataBufferUtils::release);
    }

    /** Held by the test, too, so that one release too many shows. */
    private static NettyDataBuffer pooled(String text) {
        var piece = POOL.allocateBuffer(64);
        piece.write(text.getBytes(UTF_8));
        piece.getNativeBuffer().retain();
        return piece;
    }

    private static DataBuffer piece(String text) {
        return DefaultDataBufferFactory.sharedInstance.wrap(text.getBytes(UTF_8));
    }
}
