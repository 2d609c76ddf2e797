package dev.slipway.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.pipeline.StepDefinition.When;
import dev.slipway.target.SettingProblem;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class PipelineReaderTest {

    private final PipelineReader reader = new PipelineReader(new KnownKinds());
    private final PipelineWriter writer = new PipelineWriter(new KnownKinds());
    private final PipelineYaml yaml = new PipelineYaml(new JsonMapper());

    private ObjectNode definition(String text) {
        return yaml.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    private Pipeline pipeline(String text) {
        var read = reader.read("nightly", 1, false, definition(text));
        assertThat(read.problems()).isEmpty();
        return read.pipeline();
    }

    private List<SettingProblem> problems(String text) {
        return reader.read("nightly", 1, false, definition(text)).problems();
    }

    private static final String FULL = """
        title: Every night
        steps:
          - name: settle
            kind: wait
            settings: {for: 5m}
          - name: deploy
            kind: deploy
            timeout: 1h
            retry: {attempts: 3, backOff: 10s}
            parallel: 4
          - name: tell
            kind: wait
            settings: {for: 1s}
            needs: [settle, deploy]
            when: failure
        """;

    @Test
    void everythingShouldBeRead() {
        var pipeline = pipeline(FULL);
        assertThat(pipeline.title()).isEqualTo("Every night");
        var deploy = pipeline.steps().get(1);
        assertThat(deploy.timeout()).isEqualTo(Duration.ofHours(1));
        assertThat(deploy.retry().attempts()).isEqualTo(3);
        assertThat(deploy.perService()).isTrue();
        assertThat(deploy.parallel()).isEqualTo(4);
        assertThat(pipeline.needsOf(deploy)).containsExactly("settle");
        var tell = pipeline.steps().get(2);
        assertThat(tell.perService()).isFalse();
        assertThat(tell.when()).isEqualTo(When.FAILURE);
        assertThat(pipeline.needsOf(tell)).containsExactly("settle", "deploy");
    }

    @Test
    void writingAndReadingShouldBeTheIdentity() {
        var pipeline = pipeline(FULL);
        var written = writer.write(pipeline);
        assertThat(reader.read("nightly", 1, false, written).pipeline()).isEqualTo(pipeline);
        assertThat(writer.write(reader.read("nightly", 1, false, written).pipeline()))
                .isEqualTo(written);
    }

    @Test
    void stepsShouldStandInColumnsByWhatTheyNeed() {
        var columns = StepGraph.of(pipeline("""
            steps:
              - {name: a, kind: deploy}
              - {name: b, kind: deploy, needs: [a]}
              - {name: c, kind: deploy, needs: [a]}
              - {name: d, kind: deploy, needs: [b, c]}
            """)).columns();
        assertThat(columns)
                .extracting(column -> column.stream().map(StepDefinition::name).toList())
                .containsExactly(List.of("a"), List.of("b", "c"), List.of("d"));
    }

    @Test
    void anUnknownKindShouldBeNamedWithWhatWasMeant() {
        assertThat(problems("steps: [{name: a, kind: deploi}]")).singleElement().satisfies(problem -> {
            assertThat(problem.path()).isEqualTo("steps.0.kind");
            assertThat(problem.rule()).contains("deploi");
            assertThat(problem.remedy()).isEqualTo("Did you mean 'deploy'?");
        });
    }

    @Test
    void settingsShouldBeCheckedByTheirKind() {
        assertThat(problems("steps: [{name: a, kind: wait}]"))
                .extracting(SettingProblem::path)
                .containsExactly("steps.0.settings.for");
    }

    @Test
    void theSameNameTwiceShouldBeRefused() {
        assertThat(problems("steps: [{name: a, kind: deploy}, {name: a, kind: deploy}]"))
                .extracting(SettingProblem::path)
                .contains("steps.1.name");
    }

    @Test
    void aNeedThatDoesNotExistShouldBeRefused() {
        assertThat(problems("steps: [{name: migrate, kind: deploy}, {name: b, kind: deploy, needs: [migrat]}]"))
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.path()).isEqualTo("steps.1.needs");
                    assertThat(problem.remedy()).contains("migrate");
                });
    }

    @Test
    void aCircleShouldBeShown() {
        assertThat(problems("""
            steps:
              - {name: a, kind: deploy, needs: [c]}
              - {name: b, kind: deploy}
              - {name: c, kind: deploy}
            """))
                .singleElement()
                .satisfies(problem -> assertThat(problem.rule()).contains("a -> c -> b -> a"));
    }

    @Test
    void badValuesShouldBeNamedAllAtOnce() {
        assertThat(problems("""
            titel: x
            steps:
              - {name: A b, kind: deploy, timeout: 10 minutes, parallel: 0, when: sometimes, perService: false}
            """))
                .extracting(SettingProblem::path)
                .containsExactlyInAnyOrder(
                        "titel",
                        "steps.0.name",
                        "steps.0.timeout",
                        "steps.0.parallel",
                        "steps.0.when",
                        "steps.0.perService");
    }

    @Test
    void aPipelineWithoutStepsShouldBeRefused() {
        assertThat(problems("title: Empty")).extracting(SettingProblem::path).containsExactly("steps");
    }
}
