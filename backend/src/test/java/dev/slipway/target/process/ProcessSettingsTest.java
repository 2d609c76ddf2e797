package dev.slipway.target.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.target.SettingProblem;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class ProcessSettingsTest {

    @Test
    void onlyTheCommandShouldBeNeeded() {
        var settings = ProcessSettings.of(json("{'command': ['/bin/worker']}"));

        assertThat(settings.instances()).isEqualTo(1);
        assertThat(settings.ports()).isNull();
        assertThat(settings.health()).isNull();
        assertThat(settings.bounds()).isEqualTo(new ProcessSettings.Bounds(100, 200));
        assertThat(settings.breakAfter()).isEqualTo(3);
        assertThat(settings.stopping().stop()).isEqualTo(Duration.ofSeconds(10));
        assertThat(settings.logMaxBytes()).isEqualTo(10_000_000);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        {}                                                                                          | command
        {'command': []}                                                                             | command
        {'command': ['']}                                                                           | command
        {'command': ['a', '${host}']}                                                               | command.1
        {'command': ['a', '${port}']}                                                               | ports
        {'command': ['a'], 'ports': '90000'}                                                        | ports
        {'command': ['a'], 'ports': '200-100'}                                                      | ports
        {'command': ['a'], 'ports': '18100', 'instances': 2}                                        | ports
        {'command': ['a'], 'ports': '18100-18101', 'instances': 2}                                  | ports
        {'command': ['a'], 'instances': 0}                                                          | instances
        {'command': ['a'], 'instances': 1.5}                                                        | instances
        {'command': ['a'], 'instances': 3, 'maxPercent': 100}                                       | maxPercent
        {'command': ['a'], 'instances': 3, 'maxPercent': 125}                                       | maxPercent
        {'command': ['a'], 'health': {'path': '/h'}}                                                | ports
        {'command': ['a'], 'ports': '18100-18109', 'health': {}}                                    | health.path
        {'command': ['a'], 'ports': '18100-18109', 'health': {'path': 'h'}}                         | health.path
        {'command': ['a'], 'ports': '18100-18109', 'health': {'path': '/h', 'timeoutMillis': 0}}    | health.timeoutMillis
        {'command': ['a'], 'ports': '18100-18109', 'health': {'path': '/h', 'grace': 5}}            | health.grace
        {'command': ['a'], 'breaker': {'failures': 0}}                                              | breaker.failures
        {'command': ['a'], 'instance': 2}                                                           | instance
        """)
    void wrongSettingShouldBeNamedWithRuleAndRemedy(String json, String path) {
        assertThat(ProcessSettings.problems(json(json)))
                .isNotEmpty()
                .allSatisfy(problem -> assertThat(problem.remedy()).isNotBlank())
                .extracting(SettingProblem::path)
                .contains(path);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        {'command': ['a'], 'instances': 2, 'maxPercent': 100, 'minHealthyPercent': 50}
        {'command': ['a'], 'ports': '18100-18101', 'instances': 2, 'minHealthyPercent': 50}
        {'command': ['a'], 'ports': '18100-18102', 'instances': 2}
        {'command': ['a'], 'instances': 4, 'maxPercent': 125}
        """)
    void settingsThatLeaveRoomShouldBeValid(String json) {
        assertThat(ProcessSettings.problems(json(json))).isEmpty();
    }

    @Test
    void placeholdersShouldBeFilledOnce() {
        var filled = Placeholders.fill(
                List.of("${java}", "-p", "${port}", "x${instance}$y"),
                java.util.Map.of("${java}", "/jdk/${port}/$1", "${port}", "80", "${instance}", "web-1"));

        assertThat(filled).containsExactly("/jdk/${port}/$1", "-p", "80", "xweb-1$y");
    }

    private static ObjectNode json(String text) {
        return (ObjectNode) new JsonMapper().readTree(text.replace('\'', '"'));
    }
}
