package dev.slipway.target.ecs;

import dev.slipway.target.SecretReference;
import dev.slipway.target.SecretStore;
import dev.slipway.target.SecretUnavailable;
import org.springframework.stereotype.Component;

/** {@code arn:aws:secretsmanager:...}: ECS resolves it when it starts a task, so the portal never holds the value. */
@Component
class SecretsManagerReference implements SecretStore {

    @Override
    public String scheme() {
        return "arn";
    }

    @Override
    public String resolve(SecretReference reference) throws SecretUnavailable {
        throw new SecretUnavailable(reference, "ECS resolves it when it starts a task; the portal does not read it");
    }
}
