import com.palantir.javaformat.java.Formatter;
import com.palantir.javaformat.java.FormatterException;
import com.palantir.javaformat.java.JavaFormatterOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Checks ({@code check}) or rewrites ({@code apply}) the layout of every Java source below a folder.
 *
 * <p>A single-file program, because the formatter parses with the compiler of the JDK it runs on, and Maven itself may
 * run on one that does not know the language level of this project.
 */
final class Format {

    private static final Formatter FORMATTER = Formatter.createFormatter(JavaFormatterOptions.builder()
            .style(JavaFormatterOptions.Style.PALANTIR)
            .build());

    public static void main(String[] args) throws IOException {
        var apply = args[0].equals("apply");
        var root = Path.of(args[1]).toRealPath();
        List<Path> off;
        try (var files = Files.walk(root)) {
            off = files.filter(path -> path.toString().endsWith(".java"))
                    .filter(path -> !isBuildOutput(root.relativize(path).toString()))
                    .parallel()
                    .filter(path -> isOff(path, apply))
                    .toList();
        }
        if (!apply && !off.isEmpty()) {
            off.forEach(path -> System.err.println("Not formatted: " + root.relativize(path)));
            System.err.println("Remedy: ./mvnw -q validate -pl build/format -Dformat.mode=apply");
            System.exit(1);
        }
    }

    /** There is also a source package named target. */
    private static boolean isBuildOutput(String path) {
        return path.contains("target/") && !path.contains("src/");
    }

    private static boolean isOff(Path path, boolean apply) {
        try {
            var source = Files.readString(path);
            var formatted = FORMATTER.formatSourceAndFixImports(source);
            if (source.equals(formatted)) {
                return false;
            }
            if (apply) {
                Files.writeString(path, formatted);
            }
            return true;
        } catch (IOException | FormatterException e) {
            throw new IllegalStateException(path + ": " + e.getMessage(), e);
        }
    }
}
