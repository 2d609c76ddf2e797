package dev.slipway.catalog.definition;

import static dev.slipway.catalog.definition.DefinitionsFixture.DANA;
import static dev.slipway.catalog.definition.DefinitionsFixture.LEE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.audit.AuditEvent;
import dev.slipway.catalog.DefinitionChange;
import dev.slipway.catalog.DefinitionChange.Kind;
import dev.slipway.catalog.DefinitionEdit;
import dev.slipway.catalog.DefinitionVersion;
import dev.slipway.catalog.Environment;
import dev.slipway.catalog.InvalidDefinition;
import dev.slipway.catalog.Variable.Layer;
import dev.slipway.catalog.Variable.Origin;
import dev.slipway.target.ConfigurationValue.Plain;
import dev.slipway.target.ConfigurationValue.Secret;
import dev.slipway.target.PlacementKey;
import dev.slipway.target.SecretReference;
import dev.slipway.web.Conflict;
import dev.slipway.web.StaleWrite;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.node.JsonNodeFactory;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StoredDefinitionsTest {

    private static final String YAML = """
        project: %s   # the key
        title: Shop
        variables: {LOG_LEVEL: info, REGION: eu}
        environments:
          prod: {promotesFrom: [dev], whenLocked: refuse}
          dev: {variables: {LOG_LEVEL: debug}}
        services:
          web:
            owner: web team
            variables: {LOG_LEVEL: trace, PORT: 8080}
            placements:
              dev:
                target: process
                settings: {port: 8081, health: {path: /health}}
                variables: {LOG_LEVEL: "off", DB_URL: {secret: "env:WEB_DEV_DB"}}
        """;

    private final String key = "p" + UUID.randomUUID().toString().substring(0, 8);
    private @Nullable DefinitionsFixture fixture;

    @BeforeAll
    void open() {
        fixture = new DefinitionsFixture();
    }

    @AfterAll
    void close() {
        fixture().close();
    }

    @Test
    void savedDefinitionShouldComeBackAsWritten() {
        var project = newProject();

        var version = current(project);

        assertThat(version.yaml()).isEqualTo(YAML.formatted(project));
        assertThat(version.version()).isEqualTo(1);
        assertThat(version.by()).isEqualTo(DANA);
    }

    @Test
    void catalogShouldAnswerWhatTheDefinitionSays() {
        var project = newProject();

        var found = Objects.requireNonNull(fixture().catalog.project(project).block());
        var placement = Objects.requireNonNull(fixture()
                .catalog
                .placement(new PlacementKey(project, "dev", "web"))
                .block());

        assertThat(found.environments()).extracting(Environment::key).containsExactly("dev", "prod");
        assertThat(found.environment("prod").orElseThrow().whenLocked()).isEqualTo(Environment.WhenLocked.REFUSE);
        assertThat(found.service("web").orElseThrow().owner()).isEqualTo("web team");
        assertThat(placement.settings().json().path("port").intValue()).isEqualTo(8081);
        assertThat(placement.configuration())
                .containsEntry("LOG_LEVEL", new Plain("off"))
                .containsEntry("REGION", new Plain("eu"))
                .containsEntry("PORT", new Plain("8080"))
                .containsEntry("DB_URL", new Secret(SecretReference.parse("env:WEB_DEV_DB")));
        assertThat(fixture()
                        .catalog
                        .placement(new PlacementKey(project, "prod", "web"))
                        .blockOptional())
                .isEmpty();
    }

    @Test
    void nearestValueShouldWinAndTheOthersShouldBeKnown() {
        var project = newProject();

        var variable = Objects.requireNonNull(fixture().current.of(project).block())
                .variables(new PlacementKey(project, "dev", "web"))
                .stream()
                .filter(v -> v.name().equals("LOG_LEVEL"))
                .findFirst()
                .orElseThrow();

        assertThat(variable.origin()).isEqualTo(Origin.PLACEMENT);
        assertThat(variable.overridden())
                .containsExactly(
                        new Layer(Origin.SERVICE, new Plain("trace")),
                        new Layer(Origin.ENVIRONMENT, new Plain("debug")),
                        new Layer(Origin.PROJECT, new Plain("info")));
    }

    @Test
    void changeShouldBecomeTheNextVersionAndKeepTheOneBefore() {
        var project = newProject();
        var text = YAML.formatted(project).replace("Shop", "Store");

        var change = save(project, text, current(project).tag());

        assertThat(change.kind()).isEqualTo(Kind.CHANGED);
        assertThat(change.after().version()).isEqualTo(2);
        assertThat(Objects.requireNonNull(fixture().catalog.project(project).block())
                        .title())
                .isEqualTo("Store");
        assertThat(fixture()
                        .definitions
                        .history(project, Long.MAX_VALUE, 10)
                        .collectList()
                        .block())
                .extracting(DefinitionVersion::version)
                .containsExactly(2L, 1L);
        assertThat(Objects.requireNonNull(
                                fixture().definitions.version(project, 1).block())
                        .yaml())
                .contains("title: Shop");
    }

    @Test
    void sameTextShouldChangeNothing() {
        var project = newProject();

        var change = save(project, YAML.formatted(project), current(project).tag());

        assertThat(change.kind()).isEqualTo(Kind.UNCHANGED);
        assertThat(change.after().version()).isEqualTo(1);
        assertThat(fixture().heard).as("heard of its making only").containsOnlyOnce(project);
    }

    @Test
    void changeShouldBeHeardAtOnceByWhoGoesByIt() {
        var project = newProject();

        save(
                project,
                YAML.formatted(project).replace("title: Shop", "title: Store"),
                current(project).tag());

        assertThat(fixture().heard.stream().filter(project::equals)).hasSize(2);
    }

    @Test
    void exportAsJsonShouldImportWithoutChange() {
        var project = newProject();
        var version = current(project);

        var change = save(project, version.definition().toPrettyString().replace("  ", "\t"), version.tag());

        assertThat(change.kind()).isEqualTo(Kind.UNCHANGED);
    }

    @Test
    void staleWriteShouldBeRefusedWithTheNameOfTheOther() {
        var project = newProject();
        var base = current(project).tag();
        fixture()
                .definitions
                .save(new DefinitionEdit(project, "project: " + project, base, null), LEE)
                .block();

        assertThatThrownBy(() -> save(project, YAML.formatted(project), base))
                .isInstanceOf(StaleWrite.class)
                .hasMessageContaining("Lee")
                .hasMessageContaining("version 2");
    }

    @Test
    void writeWithoutBaseShouldOnlyCreate() {
        var project = newProject();

        assertThatThrownBy(() -> create(project)).isInstanceOf(StaleWrite.class);
        assertThatThrownBy(() -> save("gone", "project: gone", "1-x")).isInstanceOf(StaleWrite.class);
    }

    @Test
    void previewShouldChangeNothing() {
        var project = newProject();

        var change = Objects.requireNonNull(fixture()
                .definitions
                .preview(project, YAML.formatted(project).replace("Shop", "Store"))
                .block());

        assertThat(change.kind()).isEqualTo(Kind.CHANGED);
        assertThat(change.after().yaml()).contains("Store");
        assertThat(current(project).version()).isEqualTo(1);
    }

    @Test
    void invalidTextShouldBeRefusedWithItsProblems() {
        assertThatThrownBy(() -> save("bad", "project: bad\nx: 1\n", null))
                .isInstanceOfSatisfying(
                        InvalidDefinition.class,
                        e -> assertThat(e.located())
                                .singleElement()
                                .satisfies(problem -> assertThat(problem.line()).isEqualTo(2)));
    }

    @Test
    void sectionShouldBeWrittenOnlyWhenItChangesAndCommentsKeptMeanwhile() {
        var project = newProject();
        var text = YAML.formatted(project) + "pipelines:\n  full: {}  # mine\n";
        var before = fixture().section.writes().get();

        var saved = save(project, text, current(project).tag()).after();
        var again = save(project, text.replace("Shop", "Store"), saved.tag()).after();

        assertThat(fixture().section.writes().get()).isEqualTo(before + 1);
        assertThat(current(project).yaml()).contains("# mine");
        assertThat(current(project).tag()).isEqualTo(again.tag());
    }

    @Test
    void sectionChangedByItsModuleShouldShowInTextAndTag() {
        var project = newProject();
        var saved = save(
                        project,
                        YAML.formatted(project) + "pipelines:\n  full: {}  # mine\n",
                        current(project).tag())
                .after();

        fixture()
                .section
                .stored()
                .put(project, JsonNodeFactory.instance.objectNode().put("quick", 1));

        assertThat(current(project).yaml()).contains("quick: 1").doesNotContain("# mine");
        assertThat(current(project).tag()).isNotEqualTo(saved.tag());
    }

    @Test
    void changeShouldBeAuditedWithoutSecretReferences() {
        var project = newProject();

        save(
                project,
                YAML.formatted(project).replace("Shop", "Store"),
                current(project).tag());

        assertThat(audited(project))
                .extracting(AuditEvent::action)
                .containsExactly("project.create", "definition.change");
        assertThat(audited(project).getLast().before()).contains("Shop").doesNotContain("WEB_DEV_DB");
        assertThat(audited(project).getLast().after()).contains("Store").doesNotContain("WEB_DEV_DB");
    }

    @Test
    void deletedProjectShouldBeGone() {
        var project = newProject();

        fixture().definitions.delete(project, DANA).block();

        assertThat(fixture().catalog.project(project).blockOptional()).isEmpty();
        assertThat(fixture().definitions.version(project, 1).blockOptional()).isEmpty();
        assertThat(audited(project).getLast().action()).isEqualTo("project.delete");
    }

    @Test
    void projectShouldNotBeDeletedWhileAModuleNeedsIt() {
        var project = newProject();
        fixture().obstacles.add("Job #128 is running");

        assertThatThrownBy(() -> fixture().definitions.delete(project, DANA).block())
                .isInstanceOf(Conflict.class)
                .hasMessageContaining("Job #128 is running");

        fixture().obstacles.clear();
        assertThat(fixture().catalog.project(project).blockOptional()).isPresent();
    }

    private String newProject() {
        var project = key + "-" + UUID.randomUUID().toString().substring(0, 8);
        create(project);
        return project;
    }

    private void create(String project) {
        save(project, YAML.formatted(project), null);
    }

    private DefinitionChange save(String project, String text, @Nullable String base) {
        return Objects.requireNonNull(fixture()
                .definitions
                .save(new DefinitionEdit(project, text, base, null), DANA)
                .block());
    }

    private DefinitionVersion current(String project) {
        return Objects.requireNonNull(fixture().definitions.current(project).block());
    }

    private List<AuditEvent> audited(String project) {
        return fixture().audited.stream()
                .filter(e -> project.equals(e.project()))
                .toList();
    }

    private DefinitionsFixture fixture() {
        return Objects.requireNonNull(fixture);
    }
}
