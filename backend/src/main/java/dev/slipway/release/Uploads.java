package dev.slipway.release;

import dev.slipway.artifact.ArtifactStore;
import dev.slipway.artifact.Digest;
import dev.slipway.web.FieldProblem;
import dev.slipway.web.InvalidInput;
import dev.slipway.web.Waiting;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Takes the bytes of artifacts from outside, piece by piece, and no more of them than allowed. */
@Component
public class Uploads {

    /** Pieces that may wait for the disk. */
    private static final int PIECES_AHEAD = 4;

    private final ArtifactStore store;
    private final ReleaseProperties properties;

    Uploads(ArtifactStore store, ReleaseProperties properties) {
        this.store = store;
        this.properties = properties;
    }

    /** Stores the bytes and answers what they are; 413 (as an error signal) when there are too many of them. */
    public Mono<Digest> take(Flux<DataBuffer> bytes) {
        return Mono.usingWhen(
                Waiting.call(Uploads::temporaryFile),
                file -> write(limited(bytes), file).then(Waiting.call(() -> store(file))),
                Uploads::remove);
    }

    /**
     * Not with an asynchronous channel: it would be the event loop that waits for the lock of the channel's threads, and what
     * {@link DataBufferUtils#write(org.reactivestreams.Publisher, Path, java.nio.file.OpenOption...)} meets there ends nothing.
     */
    private static Mono<Void> write(Flux<DataBuffer> bytes, FileChannel file) {
        return DataBufferUtils.write(bytes.publishOn(Waiting.THREADS, PIECES_AHEAD), file)
                .doOnDiscard(DataBuffer.class, DataBufferUtils::release)
                // No buffer goes on from here, so that nobody who discards what he does not need releases it again.
                .map(DataBufferUtils::release)
                .then();
    }

    private Flux<DataBuffer> limited(Flux<DataBuffer> bytes) {
        var most = properties.maxUploadBytes();
        return Flux.defer(() -> {
            var seen = new long[1];
            return bytes.map(buffer -> {
                seen[0] += buffer.readableByteCount();
                if (seen[0] > most) {
                    DataBufferUtils.release(buffer);
                    throw new ResponseStatusException(
                            HttpStatus.CONTENT_TOO_LARGE,
                            "An artifact may have at most %d MB".formatted(properties.maxUploadMb()));
                }
                return buffer;
            });
        });
    }

    private Digest store(FileChannel file) throws IOException {
        if (file.size() == 0) {
            throw new InvalidInput(
                    "The artifact is empty",
                    new FieldProblem("file", "An artifact must have bytes", "Choose the file that was built"));
        }
        return store.put(Channels.newInputStream(file.position(0)));
    }

    private static FileChannel temporaryFile() throws IOException {
        return FileChannel.open(
                Files.createTempFile("slipway-upload", null),
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                StandardOpenOption.DELETE_ON_CLOSE);
    }

    private static Mono<Void> remove(FileChannel file) {
        return Waiting.call(() -> {
            file.close();
            return null;
        });
    }
}
