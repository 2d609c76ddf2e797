package dev.slipway.target;

import dev.slipway.artifact.registry.RegistryLogins;
import dev.slipway.artifact.registry.RegistryUnavailable;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** The logins of registries, as secret references in {@code SLIPWAY_REGISTRIES}: {@code ghcr.io=env:GHCR_LOGIN, ...}. */
@Component
class RegistrySecrets implements RegistryLogins {

    private final Map<String, SecretReference> byHost = new LinkedHashMap<>();
    private final Secrets secrets;

    RegistrySecrets(@Value("${slipway.registries:}") String configured, Secrets secrets) {
        this.secrets = secrets;
        for (var entry : configured.split(",")) {
            if (!entry.isBlank()) {
                var pair = entry.strip().split("=", 2);
                if (pair.length < 2 || !SecretReference.isWellFormed(pair[1])) {
                    throw new IllegalArgumentException(
                            "SLIPWAY_REGISTRIES is host=reference pairs joined by commas, such as"
                                    + " ghcr.io=env:GHCR_LOGIN; one of them is not");
                }
                byHost.put(pair[0].strip(), SecretReference.parse(pair[1].strip()));
            }
        }
    }

    @Override
    public Optional<Login> of(String host) throws RegistryUnavailable {
        var reference = byHost.get(host);
        if (reference == null) {
            return Optional.empty();
        }
        try {
            var pair = secrets.resolve(reference).strip().split(":", 2);
            if (pair.length < 2) {
                throw new RegistryUnavailable("The login for " + host + " (SLIPWAY_REGISTRIES) is not user:password");
            }
            return Optional.of(new Login(pair[0], pair[1]));
        } catch (SecretUnavailable e) {
            throw new RegistryUnavailable("The login for " + host + " cannot be read: " + e.getMessage(), e);
        }
    }
}
