package simulator.secrets;

import java.util.List;
import java.util.Map;
import simulator.Fault;
import software.amazon.awssdk.services.secretsmanager.model.DescribeSecretRequest;
import software.amazon.awssdk.services.secretsmanager.model.DescribeSecretResponse;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueRequest;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;

/** Secrets Manager's calls over a {@link SecretVault} (AWS JSON 1.1). */
public final class SecretsApi {

    private static final String CURRENT = "AWSCURRENT";

    private final SecretVault vault;

    public SecretsApi(SecretVault vault) {
        this.vault = vault;
    }

    public DescribeSecretResponse describeSecret(DescribeSecretRequest request) {
        var secret = find(request.secretId());
        return DescribeSecretResponse.builder()
                .arn(secret.arn())
                .name(secret.name())
                .createdDate(secret.changedAt())
                .lastChangedDate(secret.changedAt())
                .deletedDate(secret.deletedAt())
                .versionIdsToStages(Map.of(secret.version(), List.of(CURRENT)))
                .build();
    }

    public GetSecretValueResponse getSecretValue(GetSecretValueRequest request) {
        var secret = find(request.secretId());
        if (secret.deletedAt() != null) {
            throw new Fault(
                    "InvalidRequestException",
                    "You can't perform this operation on the secret because it was marked for deletion.");
        }
        var stage = request.versionStage() == null ? CURRENT : request.versionStage();
        var knownVersion = request.versionId() == null || request.versionId().equals(secret.version());
        if (!stage.equals(CURRENT) || !knownVersion) {
            throw new Fault(
                    "ResourceNotFoundException",
                    "Secrets Manager can't find the specified secret value for staging label: " + stage);
        }
        return GetSecretValueResponse.builder()
                .arn(secret.arn())
                .name(secret.name())
                .secretString(secret.value())
                .versionId(secret.version())
                .versionStages(CURRENT)
                .createdDate(secret.changedAt())
                .build();
    }

    private SecretVault.Stored find(String id) {
        return vault.find(id)
                .orElseThrow(() ->
                        new Fault("ResourceNotFoundException", "Secrets Manager can't find the specified secret."));
    }
}
