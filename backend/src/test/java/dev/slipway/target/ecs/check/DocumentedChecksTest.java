package dev.slipway.target.ecs.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The tables of docs/targets/ecs-checks.md are those of the code. */
class DocumentedChecksTest {

    private static final Path GUIDE = Path.of("../docs/targets/ecs-checks.md");

    @Test
    void everyCheckShouldHaveItsRow() throws IOException {
        var rows = CheckedService.CHECKS.stream()
                .map(EcsCheck::rule)
                .sorted(Comparator.comparing(Rule::topic).thenComparing(Rule::code))
                .map(rule -> "| `%s` | %s | %s | %s |"
                        .formatted(
                                rule.code(),
                                rule.title(),
                                rule.severity().name().toLowerCase(Locale.ROOT),
                                rule.remedy()))
                .collect(Collectors.joining("\n"));
        Files.writeString(Path.of("target/ecs-checks.txt"), rows);

        assertThat(Files.readString(GUIDE))
                .as("the table of checks; if the change is meant, copy target/ecs-checks.txt into it")
                .contains(rows);
    }

    @Test
    void policyShouldNameEachActionOnceAndNoneByAStar() throws IOException {
        assertThat(EcsPolicy.allowed()).allSatisfy(action -> assertThat(action).doesNotContain("*"));
        var text = Files.readString(Path.of("../docs/targets/ecs-policy.json"));
        EcsPolicy.allowed()
                .forEach(action -> assertThat(text.split("\"" + action + "\"")).hasSize(2));
    }
}
