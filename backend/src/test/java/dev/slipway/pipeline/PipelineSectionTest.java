package dev.slipway.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.audit.Actor;
import dev.slipway.testing.Postgres;
import io.r2dbc.pool.ConnectionPool;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class PipelineSectionTest {

    private static final Actor ANN = new Actor(Actor.Kind.PERSON, "ann", "Ann");
    private static final String ONE = "nightly: {steps: [{name: deploy, kind: deploy}]}";
    private static final String TWO = "nightly: {title: Night, steps: [{name: deploy, kind: deploy}]}";

    private final JsonMapper json = new JsonMapper();
    private final PipelineYaml yaml = new PipelineYaml(json);
    private final ConnectionPool pool = Postgres.migrated().pool(2);
    private PipelineSection section;
    private PipelineHistory history;
    private StoredPipelines pipelines;

    @BeforeEach
    @SuppressWarnings("NullAway.Init")
    void portal() throws IOException {
        var database = org.springframework.r2dbc.core.DatabaseClient.create(pool);
        var reader = new PipelineReader(new AnyKind());
        history = new PipelineHistory(database, json, Clock.systemUTC());
        pipelines = new StoredPipelines(database, json, reader, new BuiltInPipelines(reader, yaml));
        section = new PipelineSection(reader, new PipelineWriter(new AnyKind()), pipelines, history);
    }

    @AfterEach
    void close() {
        pool.dispose();
    }

    private void write(String text) {
        var node = yaml.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
        section.write("shop", node, ANN).block();
    }

    private List<Integer> versions() {
        return history.of("shop", "nightly")
                .map(PipelineVersion::version)
                .toStream()
                .toList();
    }

    private Pipeline found(String key) {
        return pipelines.find("shop", key).blockOptional().orElseThrow();
    }

    @Test
    void writingTheSameAgainShouldMakeNoVersion() {
        write(ONE);
        write("nightly: {title: Nightly, steps: [{kind: deploy, name: deploy, parallel: 1}]}");
        assertThat(versions()).containsExactly(1);
    }

    @Test
    void aChangeShouldMakeTheNextVersion() {
        write(ONE);
        write(TWO);
        assertThat(versions()).containsExactly(2, 1);
        assertThat(found("nightly").version()).isEqualTo(2);
        assertThat(found("nightly").title()).isEqualTo("Night");
        assertThat(found("nightly").builtIn()).isFalse();
    }

    @Test
    void whatIsRemovedShouldBeGoneButKeptInTheHistory() {
        write(ONE);
        write("{}");
        assertThat(pipelines.find("shop", "nightly").blockOptional()).isEmpty();
        assertThat(section.read("shop").blockOptional()).isEmpty();
        assertThat(versions()).containsExactly(2, 1);
        write(ONE);
        assertThat(found("nightly").version()).isEqualTo(3);
    }

    @Test
    void aTemplateShouldCountUntilTheProjectReplacesIt() {
        assertThat(found("deploy").builtIn()).isTrue();
        write("deploy: {steps: [{name: only, kind: deploy}]}");
        assertThat(found("deploy").builtIn()).isFalse();
        assertThat(found("deploy").steps()).hasSize(1);
        assertThat(pipelines.all("shop").map(Pipeline::key).collectList().block())
                .containsExactly(
                        "checklist", "migrations", "deploy", "verify", "force-update", "rollback", "full-deploy");
        write("{}");
        assertThat(found("deploy").builtIn()).isTrue();
    }

    @Test
    void whatIsReadShouldBeWhatWasWritten() {
        write(TWO);
        var read = section.read("shop").blockOptional().orElseThrow();
        section.write("shop", read, ANN).block();
        assertThat(versions()).containsExactly(1);
    }
}
