package dev.slipway.target;

import java.util.Map;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** Secrets in the environment of the portal: {@code env:NAME}. */
@Component
class EnvironmentSecretStore implements SecretStore {

    private final Map<String, String> environment;

    @Autowired
    EnvironmentSecretStore() {
        this(System.getenv());
    }

    EnvironmentSecretStore(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public String scheme() {
        return "env";
    }

    @Override
    public String resolve(SecretReference reference) throws SecretUnavailable {
        var value = environment.get(reference.path());
        if (value == null || value.isEmpty()) {
            throw new SecretUnavailable(reference, "the portal was started without this variable");
        }
        return value;
    }
}
