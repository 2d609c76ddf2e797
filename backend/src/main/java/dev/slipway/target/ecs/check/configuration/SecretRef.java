package dev.slipway.target.ecs.check.configuration;

import dev.slipway.aws.Aws;
import dev.slipway.aws.AwsUnavailable;
import dev.slipway.target.SecretReference;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerAsyncClient;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * A secret of Secrets Manager as task definitions name it: the ARN, and after it JSON key, stage and version, each of
 * which may be empty (ECS developer guide, "Pass Secrets Manager secrets").
 */
record SecretRef(
        String arn,
        @Nullable String key,
        @Nullable String stage,
        @Nullable String version) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Empty if it is no secret of Secrets Manager. */
    static Optional<SecretRef> parse(String valueFrom) {
        var parts = valueFrom.split(":", -1);
        if (parts.length < 7 || !parts[2].equals("secretsmanager")) {
            return Optional.empty();
        }
        var arn = String.join(":", java.util.Arrays.copyOf(parts, 7));
        return Optional.of(new SecretRef(arn, part(parts, 7), part(parts, 8), part(parts, 9)));
    }

    private static @Nullable String part(String[] parts, int index) {
        return parts.length > index && !parts[index].isEmpty() ? parts[index] : null;
    }

    /** What is wrong with it; empty if nothing is. A value is read only where a key must be in it, and kept nowhere. */
    Optional<String> trouble(SecretsManagerAsyncClient secrets) throws AwsUnavailable {
        try {
            if (key == null) {
                var described = Aws.await(secrets.describeSecret(request -> request.secretId(arn)));
                return described.deletedDate() == null
                        ? Optional.empty()
                        : Optional.of("the " + told() + " is to be deleted");
            }
            var value = Aws.await(secrets.getSecretValue(
                    request -> request.secretId(arn).versionStage(stage).versionId(version)));
            return has(value.secretString()) ? Optional.empty() : Optional.of("the " + told() + " has no key " + key);
        } catch (ResourceNotFoundException e) {
            return Optional.of("there is no such " + told());
        }
    }

    private String told() {
        return SecretReference.told(arn);
    }

    private boolean has(@Nullable String json) {
        try {
            return json != null && JSON.readTree(json).has(key);
        } catch (JacksonException e) {
            return false;
        }
    }
}
