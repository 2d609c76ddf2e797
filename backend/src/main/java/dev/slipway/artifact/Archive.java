package dev.slipway.artifact;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipException;

/** A zip that is unpacked within limits: no entry leaves the folder, links are never made, a bomb stops early. */
public record Archive(Path zip, Limits limits) {

    private static final String PERMISSIONS = "zip:permissions";

    /**
     * How much an archive may become.
     *
     * @param bytes of all files together, unpacked
     * @param entries files and folders
     */
    public record Limits(long bytes, int entries) {

        public static final Limits DEFAULT = new Limits(4L << 30, 100_000);
    }

    /**
     * Unpacks everything into the folder, which is created; executable files stay executable.
     *
     * @throws UnsafeArchive if an entry leaves the folder or a limit is passed; the folder then holds a part
     */
    public void unpack(Path folder) throws IOException {
        Files.createDirectories(folder);
        // The zip file system refuses names with '.' or '..' elements itself; the check below does not rely on it.
        try (var files = FileSystems.newFileSystem(zip, Map.of("enablePosixFileAttributes", true))) {
            for (var root : files.getRootDirectories()) {
                Files.walkFileTree(
                        root, new Unpack(root, folder.toAbsolutePath().normalize(), limits));
            }
        } catch (ZipException e) {
            throw new UnsafeArchive("The archive cannot be unpacked: " + e.getMessage(), e);
        }
    }

    private static final class Unpack extends SimpleFileVisitor<Path> {

        private final Path root;
        private final Path folder;
        private final Limits limits;
        private long bytes;
        private int entries;

        Unpack(Path root, Path folder, Limits limits) {
            this.root = root;
            this.folder = folder;
            this.limits = limits;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path entry, BasicFileAttributes attributes) throws IOException {
            Files.createDirectories(inside(entry));
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path entry, BasicFileAttributes attributes) throws IOException {
            var file = inside(entry);
            try (var in = Files.newInputStream(entry);
                    var out = Files.newOutputStream(file)) {
                copy(in, out);
            }
            if (executable(entry) && !file.toFile().setExecutable(true, true)) {
                throw new IOException("Cannot make " + file + " executable");
            }
            return FileVisitResult.CONTINUE;
        }

        private Path inside(Path entry) throws UnsafeArchive {
            if (++entries > limits.entries()) {
                throw new UnsafeArchive("The archive has more than " + limits.entries() + " entries");
            }
            var target = folder.resolve(root.relativize(entry).toString()).normalize();
            if (!target.startsWith(folder)) {
                throw new UnsafeArchive("The entry " + entry + " would be written outside its folder");
            }
            return target;
        }

        private void copy(InputStream in, OutputStream out) throws IOException {
            var buffer = new byte[64 * 1024];
            for (var read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                bytes += read;
                if (bytes > limits.bytes()) {
                    throw new UnsafeArchive("The archive unpacks to more than " + limits.bytes() + " bytes");
                }
                out.write(buffer, 0, read);
            }
        }

        @SuppressWarnings("unchecked") // "zip:permissions" is specified as this set or null, jdk.zipfs
        private static boolean executable(Path entry) throws IOException {
            var permissions = (Set<PosixFilePermission>) Files.getAttribute(entry, PERMISSIONS);
            return permissions != null && permissions.contains(PosixFilePermission.OWNER_EXECUTE);
        }
    }
}
