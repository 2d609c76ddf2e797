package dev.slipway.release;

import dev.slipway.artifact.ArtifactStore;
import dev.slipway.artifact.Digest;
import dev.slipway.web.FieldProblem;
import dev.slipway.web.InvalidInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Takes the bytes of artifacts from outside, piece by piece, and no more of them than allowed. */
@Component
public class Uploads {

    private final ArtifactStore store;
    private final ReleaseProperties properties;

    Uploads(ArtifactStore store, ReleaseProperties properties) {
        this.store = store;
        this.properties = properties;
    }

    /** Stores the bytes and answers what they are; 413 (as an error signal) when there are too many of them. */
    public Mono<Digest> take(Flux<DataBuffer> bytes) {
        return Mono.usingWhen(
                temporaryFile(),
                file -> DataBufferUtils.write(limited(bytes), file)
                        .then(Mono.fromCallable(() -> store(file)).subscribeOn(Schedulers.boundedElastic())),
                Uploads::remove);
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

    private Digest store(Path file) throws IOException {
        if (Files.size(file) == 0) {
            throw new InvalidInput(
                    "The artifact is empty",
                    new FieldProblem("file", "An artifact must have bytes", "Choose the file that was built"));
        }
        try (var in = Files.newInputStream(file)) {
            return store.put(in);
        }
    }

    private static Mono<Path> temporaryFile() {
        return Mono.fromCallable(() -> Files.createTempFile("slipway-upload", null))
                .subscribeOn(Schedulers.boundedElastic());
    }

    private static Mono<Void> remove(Path file) {
        return Mono.fromCallable(() -> Files.deleteIfExists(file))
                .subscribeOn(Schedulers.boundedElastic())
                .then();
    }
}
