package dev.slipway.catalog.definition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.catalog.yaml.YamlSource;
import dev.slipway.catalog.yaml.YamlText;
import dev.slipway.target.Targets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What was exported and is imported again is the same, whatever is in it. */
class ExportImportTest {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final List<String> AWKWARD = List.of(
            "plain",
            "",
            " ",
            "yes",
            "no",
            "true",
            "null",
            "~",
            "1.10",
            "0x1F",
            "0o17",
            "1e3",
            "-",
            "- a",
            "a: b",
            "#x",
            "two\nlines\n",
            "\n",
            "trailing ",
            " leading",
            "tab\there",
            "quote'\"both",
            "back\\slash",
            "emoji 🚢 ünï",
            "{a: b}",
            "[a]",
            "*alias",
            "&anchor",
            "!tag",
            "%percent",
            "@at",
            "`tick`",
            "|",
            ">",
            "?",
            "a\r\nb",
            ".inf",
            "2026-11-21",
            "<<",
            "=",
            "${HOME}",
            "\u0007bell",
            "\u2028",
            "x".repeat(300));

    private final DefinitionCheck check =
            new DefinitionCheck(new Targets(List.of()), List.of(new NamedStore("env")), List.of());

    @RepeatedTest(200)
    void exportThenImportShouldBeTheIdentity(RepetitionInfo repetition) {
        var definition = new Definition(new Random(repetition.getCurrentRepetition())).project();

        var exported = YamlText.of(definition);
        var source = YamlSource.parse(exported);

        assertThat(check.check("demo", source)).as(exported).isEmpty();
        assertThat(MAPPER.writeValueAsString(Canonical.of("demo", source)))
                .as(exported)
                .isEqualTo(MAPPER.writeValueAsString(definition));
        assertThat(YamlSource.parse(exported).root()).isEqualTo(MAPPER.readTree(definition.toString()));
    }

    @RepeatedTest(50)
    void jsonShouldBeReadLikeYaml(RepetitionInfo repetition) {
        var definition = new Definition(new Random(repetition.getCurrentRepetition())).project();

        assertThat(YamlSource.parse(definition.toString()).root()).isEqualTo(MAPPER.readTree(definition.toString()));
    }

    /** Makes random canonical definitions. */
    private record Definition(Random random) {

        ObjectNode project() {
            var project = JSON.objectNode().put("project", "demo");
            maybe(project, "title", text());
            variables(project);
            var environments = environments();
            if (!environments.isEmpty()) {
                project.set("environments", environments);
            }
            var services = services();
            if (!services.isEmpty()) {
                project.set("services", services);
            }
            return project;
        }

        private ObjectNode environments() {
            var environments = JSON.objectNode();
            for (var i = random.nextInt(5); i > 0; i--) {
                var environment = JSON.objectNode();
                maybe(environment, "title", text());
                if (!environments.isEmpty() && random.nextBoolean()) {
                    environment
                            .putArray("promotesFrom")
                            .add(environments.propertyNames().iterator().next());
                }
                maybe(environment, "whenLocked", "refuse");
                variables(environment);
                environments.set("env-" + i, environment);
            }
            return environments;
        }

        private ObjectNode services() {
            var services = JSON.objectNode();
            for (var i = random.nextInt(4); i > 0; i--) {
                var service = JSON.objectNode();
                maybe(service, "title", text());
                maybe(service, "type", "worker");
                maybe(service, "owner", text());
                variables(service);
                services.set("service-" + i, service);
            }
            return services;
        }

        private void variables(ObjectNode at) {
            var variables = JSON.objectNode();
            for (var i = random.nextInt(4); i > 0; i--) {
                if (random.nextInt(4) == 0) {
                    variables.putObject("V" + i).put("secret", "env:" + "X".repeat(1 + i));
                } else {
                    variables.put("V" + i, text());
                }
            }
            if (!variables.isEmpty()) {
                at.set("variables", variables);
            }
        }

        private void maybe(ObjectNode at, String key, String value) {
            if (random.nextBoolean() && !value.isEmpty()) {
                at.put(key, value);
            }
        }

        private String text() {
            return AWKWARD.get(random.nextInt(AWKWARD.size()));
        }
    }

    @Test
    void settingsOfEveryTypeShouldSurvive() {
        JsonNode settings = MAPPER.readTree("""
            {"a": 1, "b": 1.5, "c": true, "d": null, "e": ["1", 2, {"f": []}], "g": {}, "h": 12345678901234, "i": -0.25,
             "j": 1e30, "k": "1.10"}
            """);

        assertThat(YamlSource.parse(YamlText.of(settings)).root()).isEqualTo(settings);
    }
}
