package dev.slipway.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveTest {

    private static final Archive.Limits SMALL = new Archive.Limits(1_000_000, 20);

    @TempDir
    Path folder;

    @Test
    void unpackShouldKeepFoldersAndBytes() throws IOException {
        var zip = zip(Map.of("bin/run", "#!/bin/sh", "lib/app.txt", "hello"));

        new Archive(zip, SMALL).unpack(folder.resolve("out"));

        assertThat(folder.resolve("out/lib/app.txt")).hasContent("hello");
        assertThat(folder.resolve("out/bin/run")).hasContent("#!/bin/sh");
    }

    @Test
    void unpackShouldKeepTheExecutableBit() throws IOException {
        var zip = zip(Map.of("run", "#!/bin/sh", "data", "x"));
        try (var files = FileSystems.newFileSystem(zip, Map.of("enablePosixFileAttributes", true))) {
            Files.setAttribute(files.getPath("run"), "zip:permissions", PosixFilePermissions.fromString("rwxr-xr-x"));
        }

        new Archive(zip, SMALL).unpack(folder.resolve("out"));

        assertThat(folder.resolve("out/run")).isExecutable();
        assertThat(Files.isExecutable(folder.resolve("out/data"))).isFalse();
    }

    @Test
    void unpackShouldRefuseAnEntryThatLeavesTheFolder() throws IOException {
        var zip = zip(Map.of("../outside", "x"));

        assertThatThrownBy(() -> new Archive(zip, SMALL).unpack(folder.resolve("out")))
                .isInstanceOf(UnsafeArchive.class);

        assertThat(folder.resolve("outside")).doesNotExist();
    }

    @Test
    void unpackShouldKeepAnAbsoluteEntryInsideTheFolder() throws IOException {
        var zip = zip(Map.of("/absolute", "x"));

        new Archive(zip, SMALL).unpack(folder.resolve("out"));

        assertThat(folder.resolve("out/absolute")).hasContent("x");
    }

    @Test
    void unpackShouldStopABombEarly() throws IOException {
        var zip = zip(Map.of("zeros", "\0".repeat(5_000_000)));

        assertThatThrownBy(() -> new Archive(zip, SMALL).unpack(folder.resolve("out")))
                .isInstanceOf(UnsafeArchive.class)
                .hasMessageContaining("1000000 bytes");

        assertThat(Files.size(folder.resolve("out/zeros"))).isLessThanOrEqualTo(1_000_000);
    }

    @Test
    void unpackShouldRefuseTooManyEntries() throws IOException {
        var zip = folder.resolve("many.zip");
        try (var out = new ZipOutputStream(Files.newOutputStream(zip))) {
            for (var i = 0; i < 30; i++) {
                out.putNextEntry(new ZipEntry("file" + i));
            }
        }

        assertThatThrownBy(() -> new Archive(zip, SMALL).unpack(folder.resolve("out")))
                .isInstanceOf(UnsafeArchive.class)
                .hasMessageContaining("20 entries");
    }

    @Test
    void unpackShouldRefuseWhatIsNoZip() throws IOException {
        var file = Files.writeString(folder.resolve("text.zip"), "no zip at all");

        assertThatThrownBy(() -> new Archive(file, SMALL).unpack(folder.resolve("out")))
                .isInstanceOf(UnsafeArchive.class);
    }

    private Path zip(Map<String, String> content) throws IOException {
        var zip = folder.resolve("archive.zip");
        try (var out = new ZipOutputStream(Files.newOutputStream(zip))) {
            for (var entry : content.entrySet()) {
                out.putNextEntry(new ZipEntry(entry.getKey()));
                out.write(entry.getValue().getBytes(java.nio.charset.StandardCharsets.UTF_8));
            }
        }
        return zip;
    }
}
