package dev.slipway.target;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toUnmodifiableMap;

import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.springframework.stereotype.Component;

/** Resolves secret references over all stores, at the moment of use. */
@Component
public class Secrets {

    private final Map<String, SecretStore> byScheme;

    public Secrets(List<SecretStore> stores) {
        byScheme = stores.stream().collect(toUnmodifiableMap(SecretStore::scheme, identity()));
    }

    /** @throws SecretUnavailable if no store serves the scheme or the store has no such secret */
    public String resolve(SecretReference reference) throws SecretUnavailable {
        var store = byScheme.get(reference.scheme());
        if (store == null) {
            throw new SecretUnavailable(
                    reference,
                    "no store serves '" + reference.scheme() + ":'; known are " + new TreeSet<>(byScheme.keySet()));
        }
        return store.resolve(reference);
    }

    /** The value itself, or what the reference leads to. */
    public String resolve(ConfigurationValue value) throws SecretUnavailable {
        return switch (value) {
            case ConfigurationValue.Plain plain -> plain.value();
            case ConfigurationValue.Secret secret -> resolve(secret.reference());
        };
    }
}
