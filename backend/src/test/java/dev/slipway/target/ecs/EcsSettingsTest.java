package dev.slipway.target.ecs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.target.SettingProblem;
import dev.slipway.target.TargetSettings;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class EcsSettingsTest {

    private static final String LEAST = "'region':'eu-central-1','cluster':'prod','service':'web'";

    @Test
    void regionClusterAndServiceShouldBeEnough() {
        var settings = EcsSettings.of(settings("{" + LEAST + "}"));

        assertThat(settings.place().cluster()).isEqualTo("prod");
        assertThat(settings.timeout()).isEqualTo(Duration.ofMinutes(30));
        assertThat(settings.rollout().breaker()).isNull();
    }

    @Test
    void everythingMissingShouldBeToldAtOnce() {
        assertThat(EcsSettings.problems(settings("{}")))
                .extracting(SettingProblem::path)
                .contains("region", "cluster", "service");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'account':'12'|account",
                "'role':'slipway'|role",
                "'externalId':'x'|externalId",
                "'cluster':'arn:aws:ecs:eu-central-1:1:cluster/prod'|cluster",
                "'desired':2,'minimumHealthyPercent':100,'maximumPercent':100|maximumPercent",
                "'desired':3,'minimumHealthyPercent':100,'maximumPercent':125|maximumPercent",
                "'desired':9,'scaling':{'min':2,'max':5}|desired",
                "'strategy':{'kind':'canary','step':{'percent':0}}|strategy.step.percent",
                "'strategy':{'kind':'rolling','step':{'percent':10}}|strategy.step",
                "'strategy':{'kind':'blue-green','decideAtBake':true}|strategy.bake",
                "'strategy':{'kind':'greeen'}|strategy.kind",
                "'network':{'subnets':['x']}|network.subnets",
                "'alarms':{'names':[]}|alarms.names",
                "'endpoint':'ftp://x'|endpoint",
                "'timeout':'1s'|timeout",
                "'clutser':'prod'|clutser"
            })
    void wrongSettingShouldBeNamedWithARemedy(String extra, String path) {
        assertThat(EcsSettings.problems(
                        settings("{" + LEAST.replace(extra.startsWith("'cluster'") ? ",'cluster':'prod'" : "\u0000", "")
                                + "," + extra + "}")))
                .anySatisfy(problem -> {
                    assertThat(problem.path()).isEqualTo(path);
                    assertThat(problem.rule()).isNotBlank();
                    assertThat(problem.remedy()).isNotBlank();
                });
    }

    @Test
    void shiftOfTrafficShouldAskForAllItNeeds() {
        var group = "arn:aws:elasticloadbalancing:eu-central-1:123456789012:targetgroup/web/1";
        var problems = EcsSettings.problems(settings("{" + LEAST + ",'strategy':{'kind':'blue-green','bake':'10m'},"
                + "'loadBalancer':{'targetGroup':'" + group + "','container':'web','port':8080}}"));

        assertThat(problems)
                .extracting(SettingProblem::path)
                .containsExactlyInAnyOrderElementsOf(List.of(
                        "loadBalancer.alternateTargetGroup", "loadBalancer.productionRule", "loadBalancer.role"));
    }

    private static TargetSettings settings(String json) {
        return new TargetSettings(JsonMapper.shared().readValue(json.replace('\'', '"'), ObjectNode.class));
    }
}
