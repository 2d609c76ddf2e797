package simulator.region;

import static org.assertj.core.api.Assertions.assertThat;
import static simulator.region.Cloud.refusal;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerAsyncClient;
import software.amazon.awssdk.services.ssm.SsmAsyncClient;

/** What containers are configured with: secrets and parameters. */
class ConfigurationTest {

    @RegisterExtension
    private final Cloud cloud = new Cloud();

    @Test
    void aSecretShouldBeFoundByNameAndArnWithItsKeys() {
        var vault = cloud.region().secrets();
        var arn = vault.put("prod/user/database", Map.of("username", "user", "password", "quiet"));
        var client = cloud.client(SecretsManagerAsyncClient.builder());

        assertThat(client.getSecretValue(request -> request.secretId(arn))
                        .join()
                        .secretString())
                .isEqualTo("{\"password\":\"quiet\",\"username\":\"user\"}");
        assertThat(client.describeSecret(request -> request.secretId("prod/user/database"))
                        .join()
                        .arn())
                .isEqualTo(arn)
                .matches(".*:secret:prod/user/database-[0-9a-f]{6}");
        assertThat(vault.resolve(arn + ":password::")).contains("quiet");
        assertThat(vault.resolve(arn + ":host::")).isEmpty();
    }

    @Test
    void aDeletedSecretShouldBeThereButGiveNothing() {
        var arn = cloud.region().secrets().put("gone", "x");
        cloud.region().secrets().delete("gone");
        var client = cloud.client(SecretsManagerAsyncClient.builder());

        assertThat(client.describeSecret(request -> request.secretId(arn))
                        .join()
                        .deletedDate())
                .isEqualTo(Cloud.NOON);
        assertThat(refusal(client.getSecretValue(request -> request.secretId(arn))))
                .isEqualTo("InvalidRequestException");
        assertThat(refusal(client.describeSecret(request -> request.secretId("never"))))
                .isEqualTo("ResourceNotFoundException");
    }

    @Test
    void parametersShouldBeFoundAndTheMissingOnesNamed() {
        var arn = cloud.region().parameters().secure("/peer/secret-key", "s3cr3t");
        cloud.region().parameters().text("/peer/region", "eu");
        var client = cloud.client(SsmAsyncClient.builder());

        var answer = client.getParameters(request -> request.names("/peer/region", "/peer/secret-key", "/peer/none"))
                .join();

        assertThat(arn).isEqualTo("arn:aws:ssm:eu-central-1:123456789012:parameter/peer/secret-key");
        assertThat(answer.invalidParameters()).isEqualTo(List.of("/peer/none"));
        assertThat(answer.parameters().getLast().value()).isNotEqualTo("s3cr3t");
        assertThat(client.getParameter(request -> request.name(arn).withDecryption(true))
                        .join()
                        .parameter()
                        .value())
                .isEqualTo("s3cr3t");
        assertThat(refusal(client.getParameter(request -> request.name("/peer/none"))))
                .isEqualTo("ParameterNotFound");
        assertThat(client.describeParameters(request -> request.parameterFilters(filter ->
                                filter.key("Name").option("BeginsWith").values("/peer/")))
                        .join()
                        .parameters())
                .hasSize(2);
    }
}
