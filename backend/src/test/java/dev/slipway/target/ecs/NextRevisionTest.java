package dev.slipway.target.ecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.artifact.ArtifactReference;
import dev.slipway.artifact.Digest;
import dev.slipway.target.ConfigurationValue;
import dev.slipway.target.DeploymentRefused;
import dev.slipway.target.Revision;
import dev.slipway.target.SecretReference;
import dev.slipway.target.TargetSettings;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.KeyValuePair;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;
import tools.jackson.databind.json.JsonMapper;

class NextRevisionTest {

    private static final Digest DIGEST = Digest.ofHex("ab".repeat(32));
    private static final ContainerDefinition WEB = ContainerDefinition.builder()
            .name("web")
            .image("registry.example/shop/web:latest")
            .cpu(256)
            .essential(true)
            .dockerLabels(Map.of("team", "shop"))
            .environment(
                    KeyValuePair.builder().name("PORT").value("8080").build(),
                    KeyValuePair.builder().name("COLOUR").value("red").build())
            .build();
    private static final ContainerDefinition PROXY = ContainerDefinition.builder()
            .name("proxy")
            .image("registry.example/envoy:1.30")
            .build();

    @Test
    void onlyWhatTheReleaseChangesShouldDiffer() throws DeploymentRefused {
        var next = NextRevision.of(
                definition(WEB, PROXY), kept("1.2.0", Map.of("COLOUR", new ConfigurationValue.Plain("blue"))));

        assertThat(DefinitionDiff.lines(List.of(WEB, PROXY), next.containers()))
                .containsExactly(
                        "~ web image: registry.example/shop/web:latest -> registry.example/shop/web@" + DIGEST,
                        "~ web variable COLOUR: red -> blue",
                        "+ web label dev.slipway.variables: COLOUR",
                        "+ web label dev.slipway.version: 1.2.0");
        assertThat(next.containers().get(1)).isEqualTo(PROXY);
        assertThat(next.containers().getFirst().cpu()).isEqualTo(256);
        assertThat(next.containers().getFirst().dockerLabels()).containsEntry("team", "shop");
    }

    @Test
    void theSameReleaseShouldGiveWhatIsThere() throws DeploymentRefused {
        var revision = kept("1.2.0", Map.of("COLOUR", new ConfigurationValue.Plain("blue")));
        var first = NextRevision.of(definition(WEB, PROXY), revision);
        var second = NextRevision.of(definition(first.containers().toArray(new ContainerDefinition[0])), revision);

        assertThat(first.isCurrent()).isFalse();
        assertThat(second.isCurrent()).isTrue();
    }

    @Test
    void variableThatIsNoLongerDefinedShouldGoAway() throws DeploymentRefused {
        var first =
                NextRevision.of(definition(WEB), kept("1.2.0", Map.of("MODE", new ConfigurationValue.Plain("fast"))));
        var second = NextRevision.of(definition(first.containers().getFirst()), kept("1.2.0", Map.of()));

        assertThat(second.containers().getFirst().environment())
                .extracting(KeyValuePair::name)
                .containsExactly("PORT", "COLOUR");
    }

    @Test
    void secretShouldStayAReference() throws DeploymentRefused {
        var arn = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:db:password::";
        var next = NextRevision.of(
                definition(WEB),
                kept("1.2.0", Map.of("DB", new ConfigurationValue.Secret(SecretReference.parse(arn)))));

        assertThat(next.containers().getFirst().secrets())
                .singleElement()
                .satisfies(secret -> assertThat(secret.valueFrom()).isEqualTo(arn));
    }

    @Test
    void secretThatOnlyThePortalCanReadShouldBeRefused() {
        assertThatThrownBy(() -> NextRevision.of(
                        definition(WEB),
                        kept(
                                "1.2.0",
                                Map.of("DB", new ConfigurationValue.Secret(SecretReference.parse("env:PASSWORD"))))))
                .isInstanceOf(DeploymentRefused.class)
                .hasMessageContaining("secret of env (sha256:")
                .hasMessageNotContaining("PASSWORD")
                .hasMessageContaining("Secrets Manager");
    }

    @Test
    void containerThatCannotBeToldShouldBeAskedFor() {
        var api = WEB.toBuilder().name("api").build();

        assertThatThrownBy(() -> NextRevision.of(definition(api, PROXY), kept("1.2.0", Map.of())))
                .isInstanceOf(DeploymentRefused.class)
                .hasMessageContaining("containers");
    }

    private static TaskDefinition definition(ContainerDefinition... containers) {
        return TaskDefinition.builder()
                .family("web")
                .containerDefinitions(containers)
                .build();
    }

    private static KeptRevision kept(String version, Map<String, ConfigurationValue> configuration) {
        var settings = JsonMapper.shared().createObjectNode();
        settings.put("region", "eu-central-1").put("cluster", "prod").put("service", "web");
        return KeptRevision.of(new Revision(
                version,
                List.of(new ArtifactReference(
                        "web", ArtifactReference.Kind.IMAGE, "registry.example/shop/web:" + version, DIGEST)),
                new TargetSettings(settings),
                configuration));
    }
}
