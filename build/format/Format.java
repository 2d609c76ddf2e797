import com.palantir.javaformat.java.Formatter;
import com.palantir.javaformat.java.FormatterException;
import com.palantir.javaformat.java.JavaFormatterOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;

/**
 * Checks ({@code check}) or rewrites ({@code apply}) the layout of every Java source below a folder.
 *
 * <p>A single-file program, because the formatter parses with the compiler of the JDK it runs on, and Maven itself may
 * run on one that does not know the language level of this project. What was found in order is remembered by its hash
 * under {@code target/}, so that only changed sources are looked at again.
 */
final class Format {

    private static final Formatter FORMATTER = Formatter.createFormatter(JavaFormatterOptions.builder()
            .style(JavaFormatterOptions.Style.PALANTIR)
            .build());

    private final boolean apply;
    private final Set<String> known;
    private final Set<String> inOrder = new ConcurrentSkipListSet<>();

    private Format(boolean apply, Set<String> known) {
        this.apply = apply;
        this.known = known;
    }

    public static void main(String[] args) throws IOException {
        var root = Path.of(args[1]).toRealPath();
        var memory = root.resolve("build/format/target/in-order");
        var known = Files.exists(memory) ? Set.copyOf(Files.readAllLines(memory)) : Set.<String>of();
        var format = new Format(args[0].equals("apply"), known);
        var off = format.look(root);
        Files.createDirectories(memory.getParent());
        Files.write(memory, format.inOrder);
        if (!format.apply && !off.isEmpty()) {
            off.forEach(path -> System.err.println("Not formatted: " + root.relativize(path)));
            System.err.println("Remedy: ./mvnw -q validate -pl build/format -Dformat.mode=apply");
            System.exit(1);
        }
    }

    private List<Path> look(Path root) throws IOException {
        try (var files = Files.walk(root)) {
            return files
                    .filter(path -> path.toString().endsWith(".java"))
                    .filter(path -> root.relativize(path).toString().contains("src/") || path.endsWith("Format.java"))
                    .toList()
                    .parallelStream()
                    .filter(this::isOff)
                    .toList();
        }
    }

    private boolean isOff(Path path) {
        try {
            var source = Files.readString(path);
            var hash = hash(source);
            if (known.contains(hash)) {
                inOrder.add(hash);
                return false;
            }
            var formatted = FORMATTER.formatSourceAndFixImports(source);
            var off = !source.equals(formatted);
            if (off && apply) {
                Files.writeString(path, formatted);
            }
            if (!off || apply) {
                inOrder.add(hash(formatted));
            }
            return off;
        } catch (IOException | FormatterException e) {
            throw new IllegalStateException(path + ": " + e.getMessage(), e);
        }
    }

    private static String hash(String source) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(source.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
