package dev.slipway.repository;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What {@code docs/asvs.md} says is tested is. */
class SecurityChecklistTest {

    private static final Pattern NAMED = Pattern.compile("`([A-Z]\\w+)#(\\w+)`");
    private static final Path CHECKLIST = Path.of("../docs/asvs.md");

    private record Named(String type, String method) {}

    @Test
    void everyTestThatIsNamedShouldBeThere() throws IOException {
        var named = NAMED.matcher(Files.readString(CHECKLIST))
                .results()
                .map(match -> new Named(match.group(1), match.group(2)))
                .distinct()
                .toList();
        assertThat(named).hasSizeGreaterThan(100);
        var sources = sources();
        assertThat(named)
                .allSatisfy(test -> assertThat(sources.stream()
                                .filter(file -> file.getFileName().toString().equals(test.type() + ".java"))
                                .map(SecurityChecklistTest::text))
                        .as("%s", test)
                        .anyMatch(text -> text.contains("void " + test.method() + "(")));
    }

    @Test
    void noRequirementShouldBeAnsweredTwice() throws IOException {
        var numbers = Files.readAllLines(CHECKLIST).stream()
                .filter(line -> line.matches("\\| \\d+\\.\\d+\\.\\d+.*"))
                .flatMap(line ->
                        Arrays.stream(line.substring(2, line.indexOf(" |", 2)).split(", ", -1)))
                .toList();
        assertThat(numbers).doesNotHaveDuplicates().hasSizeGreaterThan(200);
    }

    private static List<Path> sources() throws IOException {
        try (var files = Files.walk(Path.of("src/test/java"))) {
            return files.filter(file -> file.toString().endsWith(".java")).toList();
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
