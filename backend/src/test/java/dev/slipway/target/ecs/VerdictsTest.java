package dev.slipway.target.ecs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Everything that can go wrong with a deployment to ECS, with the verdict of the real target. The report is
 * {@code docs/verdicts.md}; it is written anew by {@code ./mvnw test -Dtest=VerdictsTest -Dverdicts.write=true}.
 */
@Execution(ExecutionMode.CONCURRENT)
class VerdictsTest {

    private static final Path REPORT = Path.of("..", "docs", "verdicts.md");
    private static final String HEAD = """
        # Verdicts

        What Slipway says when something goes wrong on ECS. This page is written by `VerdictsTest`, which brings each case
        about on the simulated cloud with the real target, those of workers, databases and two jobs through the job engine,
        and holds verdict, reason and remedy to what they must be:
        `./mvnw test -Dtest=VerdictsTest -Dverdicts.write=true`.

        | what happens | verdict | what Slipway says | what to do |
        |---|---|---|---|
        """;

    private static final Map<Integer, String> ROWS = new ConcurrentSkipListMap<>();

    @TestFactory
    @DisplayName("The verdict, its reason and its remedy are right")
    Stream<DynamicTest> verdicts() {
        var all = FaultScenarios.all();
        return IntStream.range(0, all.size())
                .mapToObj(i -> DynamicTest.dynamicTest(all.get(i).title(), () -> play(i, all.get(i))));
    }

    private static void play(int number, Scenario scenario) throws Exception {
        try (var stage = new EcsStage()) {
            var said = scenario.play().on(stage);
            assertThat(said.verdict()).as("%s", said).isEqualTo(scenario.verdict());
            assertThat(said.reason() + "\n" + said.told()).contains(scenario.because());
            if (scenario.remedy().isEmpty()) {
                assertThat(said.remedy()).isEmpty();
            } else {
                assertThat(said.remedy()).contains(scenario.remedy());
            }
            assertThat(stage.cloud.violations()).isEmpty();
            ROWS.put(number, row(scenario, said));
        }
    }

    private static String row(Scenario scenario, Scenario.Said said) {
        return "| " + scenario.title() + " | " + scenario.verdict() + " | " + lasting(said.reason()) + " | "
                + (said.remedy().isEmpty() ? "Nothing." : said.remedy()) + " |";
    }

    /** Without what differs from run to run. */
    static String lasting(String reason) {
        return reason.replaceAll("ecs-svc/\\d+", "ecs-svc/…")
                .replaceAll("\\b[0-9a-f]{32}\\b", "…")
                .replaceAll("Lifecycle hook [0-9a-z]{21}", "Lifecycle hook …")
                .replaceAll("sha256:[0-9a-f]+", "sha256:…")
                .replace("\n", " ");
    }

    @AfterAll
    static void report() throws IOException {
        var all = FaultScenarios.all().size();
        if (ROWS.size() < all) {
            return; // the cases that failed say so
        }
        var page = HEAD + ROWS.values().stream().collect(Collectors.joining("\n")) + "\n";
        if (Boolean.getBoolean("verdicts.write")) {
            Files.writeString(REPORT, page);
        }
        assertThat(Files.readString(REPORT))
                .as("docs/verdicts.md differs; write it anew with -Dverdicts.write=true")
                .isEqualTo(page);
    }
}
