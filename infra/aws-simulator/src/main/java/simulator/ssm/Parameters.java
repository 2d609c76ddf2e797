package simulator.ssm;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import simulator.Place;

/** The parameters of an account in a region. */
public final class Parameters {

    private final Place place;
    private final InstantSource clock;
    private final Map<String, Stored> parameters = new TreeMap<>();

    public Parameters(Place place, InstantSource clock) {
        this.place = place;
        this.clock = clock;
    }

    /** Returns its ARN. */
    public synchronized String text(String name, String value) {
        return put(name, value, "String");
    }

    /** Returns its ARN. */
    public synchronized String secure(String name, String value) {
        return put(name, value, "SecureString");
    }

    public synchronized void delete(String name) {
        parameters.remove(name);
    }

    /** By name or ARN. */
    public synchronized Optional<String> value(String nameOrArn) {
        return find(nameOrArn).map(Stored::value);
    }

    synchronized Optional<Stored> find(String nameOrArn) {
        return Optional.ofNullable(parameters.get(nameOrArn))
                .or(() -> parameters.values().stream()
                        .filter(stored -> arn(stored).equals(nameOrArn))
                        .findFirst());
    }

    synchronized List<Stored> all() {
        return List.copyOf(parameters.values());
    }

    /** A name that begins with a slash is not given a second one. */
    String arn(Stored stored) {
        return place.arn("ssm", "parameter" + (stored.name().startsWith("/") ? "" : "/") + stored.name());
    }

    private String put(String name, String value, String type) {
        var version =
                Optional.ofNullable(parameters.get(name)).map(Stored::version).orElse(0L) + 1;
        var stored = new Stored(name, value, type, version, clock.instant());
        parameters.put(name, stored);
        return arn(stored);
    }

    /** One parameter. */
    record Stored(String name, String value, String type, long version, Instant changedAt) {}
}
