package dev.slipway.demo;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.LocalDateTime;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** The archive of one release of one demo service: the same content gives the same bytes, and so the same digest. */
record DemoArchive(String service, DemoRelease release) {

    private static final LocalDateTime BUILT = LocalDateTime.of(2026, 11, 1, 12, 0);

    byte[] bytes() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            zip.setMethod(ZipOutputStream.STORED); // another zlib would compress to other bytes
            for (var entry : entries().entrySet()) {
                add(zip, entry.getKey(), entry.getValue().getContentAsByteArray());
            }
        }
        return bytes.toByteArray();
    }

    private SortedMap<String, Resource> entries() throws IOException {
        var entries = new TreeMap<String, Resource>();
        addClasses(entries, "demo");
        addClasses(entries, "demo/" + service);
        entries.put(
                "classes/release.properties",
                new ClassPathResource("slipway-demo/releases/" + release.version() + "/release.properties"));
        if (release.keepsVisits()) {
            entries.put("lib/postgresql.jar", new ClassPathResource("slipway-demo/lib/postgresql.jar"));
        }
        if (service.equals("web")) {
            addMigrations(entries);
        }
        return entries;
    }

    private static void addClasses(SortedMap<String, Resource> entries, String folder) throws IOException {
        var found = new PathMatchingResourcePatternResolver().getResources("classpath*:" + folder + "/*.class");
        if (found.length == 0) {
            throw new IOException("The application lacks the classes of the demo in " + folder);
        }
        for (var file : found) {
            entries.put("classes/" + folder + "/" + file.getFilename(), file);
        }
    }

    private void addMigrations(SortedMap<String, Resource> entries) {
        entries.put("migrations/README.md", new ClassPathResource("slipway-demo/migrations/README.md"));
        if (release.keepsVisits()) {
            entries.put("migrations/V1__visit.sql", new ClassPathResource("slipway-demo/migrations/V1__visit.sql"));
        }
    }

    private static void add(ZipOutputStream zip, String name, byte[] content) throws IOException {
        var crc = new CRC32();
        crc.update(content);
        var entry = new ZipEntry(name);
        entry.setTimeLocal(BUILT);
        entry.setSize(content.length);
        entry.setCompressedSize(content.length);
        entry.setCrc(crc.getValue());
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }
}
