package simulator.secrets;

import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import simulator.Place;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** The secrets of an account in a region. */
public final class SecretVault {

    private final Place place;
    private final InstantSource clock;
    private final Map<String, Stored> secrets = new LinkedHashMap<>();

    public SecretVault(Place place, InstantSource clock) {
        this.place = place;
        this.clock = clock;
    }

    /** Makes or changes a secret; the same name gives the same ARN, with six characters at its end as AWS gives. */
    public synchronized String put(String name, String value) {
        var arn = place.arn("secretsmanager", "secret:" + name + "-" + "%06x".formatted(name.hashCode() & 0xffffff));
        secrets.put(arn, new Stored(name, arn, value, UUID.randomUUID().toString(), clock.instant(), null));
        return arn;
    }

    /** A secret that is a JSON object, whose keys a task definition can name: {@code arn:key::}. */
    public synchronized String put(String name, Map<String, String> keys) {
        return put(name, JsonMapper.shared().writeValueAsString(new java.util.TreeMap<>(keys)));
    }

    /** Marks it as deleted: it is there for the recovery window and gives no value. */
    public synchronized void delete(String name) {
        find(name)
                .ifPresent(found -> secrets.put(
                        found.arn(),
                        new Stored(
                                found.name(),
                                found.arn(),
                                found.value(),
                                found.version(),
                                found.changedAt(),
                                clock.instant())));
    }

    /**
     * What a container gets that refers to a secret, as ECS resolves it when a task starts.
     *
     * @param reference ARN, also with {@code :key:stage:version} after it
     * @return empty when the secret or the key is not there
     */
    public synchronized Optional<String> resolve(String reference) {
        var parts = reference.split(":", -1);
        var arn = String.join(":", List.of(parts).subList(0, Math.min(7, parts.length)));
        var value = find(arn).filter(found -> found.deletedAt() == null).map(Stored::value);
        return parts.length > 7 && !parts[7].isEmpty() ? value.flatMap(text -> key(text, parts[7])) : value;
    }

    /** By name, by ARN, or by an ARN without the six characters. */
    synchronized Optional<Stored> find(String id) {
        return secrets.values().stream()
                .filter(secret -> secret.name().equals(id)
                        || secret.arn().equals(id)
                        || secret.arn().substring(0, secret.arn().length() - 7).equals(id))
                .findFirst();
    }

    private static Optional<String> key(String json, String key) {
        try {
            return Optional.ofNullable(JsonMapper.shared().readTree(json).get(key))
                    .map(value -> value.isString() ? value.stringValue() : value.toString());
        } catch (JacksonException e) {
            return Optional.empty(); // no JSON has no keys
        }
    }

    /** One secret. */
    record Stored(
            String name,
            String arn,
            String value,
            String version,
            Instant changedAt,
            @Nullable Instant deletedAt) {}
}
