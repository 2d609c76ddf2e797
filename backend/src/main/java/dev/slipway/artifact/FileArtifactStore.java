package dev.slipway.artifact;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Keeps each artifact as the file {@code artifacts/sha256/ab/abcd...} of the data folder; several portals may share it. */
@Component
class FileArtifactStore implements ArtifactStore {

    private final Path folder;

    @Autowired
    FileArtifactStore(@Value("${slipway.data-dir}") String dataDirectory) {
        this(Path.of(dataDirectory).resolve("artifacts"));
    }

    FileArtifactStore(Path folder) {
        this.folder = folder.toAbsolutePath();
    }

    @Override
    public Digest put(InputStream bytes) throws IOException {
        var incoming = Files.createDirectories(folder.resolve("incoming"));
        var partial = Files.createTempFile(incoming, "put", ".part");
        try {
            var digest = copy(bytes, partial);
            var file = file(digest);
            // A file that is there but was damaged is replaced: the bytes in hand are the right ones.
            if (!Files.exists(file) || !Digest.of(file).equals(digest)) {
                Files.createDirectories(file.getParent());
                Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            }
            return digest;
        } finally {
            Files.deleteIfExists(partial);
        }
    }

    private static Digest copy(InputStream bytes, Path partial) throws IOException {
        var digest = Digest.sha256();
        try (var channel = FileChannel.open(partial, StandardOpenOption.WRITE);
                var out = Channels.newOutputStream(channel)) {
            Digest.digesting(bytes, digest).transferTo(out);
            channel.force(true);
        }
        return Digest.ofHex(HexFormat.of().formatHex(digest.digest()));
    }

    @Override
    public boolean has(Digest digest) {
        return Files.isRegularFile(file(digest));
    }

    @Override
    public Path fetch(Digest digest) throws IOException {
        var file = file(digest);
        if (!Files.isRegularFile(file)) {
            throw new ArtifactMissing(digest, "it is not in the store " + folder);
        }
        var found = Digest.of(file);
        if (!found.equals(digest)) {
            throw new ArtifactMissing(digest, "its bytes have changed on disk and are now " + found.abbreviated());
        }
        return file;
    }

    private Path file(Digest digest) {
        return folder.resolve("sha256").resolve(digest.hex().substring(0, 2)).resolve(digest.hex());
    }
}
