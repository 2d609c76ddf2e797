package demo;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * What this release is and what it needs, as its archive says in {@code release.properties}.
 *
 * @param requires names of configuration keys without which it does not start
 * @param keepsVisits whether visits are counted in the database rather than in memory
 * @param dependsOn what must answer for the service to be healthy
 * @param warmUp how long the tables take to load before it can serve
 */
public record Release(
        String version,
        String commit,
        List<String> requires,
        boolean keepsVisits,
        Optional<URI> dependsOn,
        Duration warmUp) {

    /** Reads it from the class path. */
    public static Release load() throws IOException {
        var properties = new Properties();
        try (var in = Release.class.getResourceAsStream("/release.properties")) {
            if (in == null) {
                throw new FileNotFoundException("release.properties is not on the class path");
            }
            properties.load(in);
        }
        return of(properties);
    }

    static Release of(Properties properties) {
        return new Release(
                properties.getProperty("version", "unknown"),
                properties.getProperty("commit", "unknown"),
                Stream.of(properties.getProperty("requires", "").split(","))
                        .map(String::strip)
                        .filter(key -> !key.isEmpty())
                        .toList(),
                Boolean.parseBoolean(properties.getProperty("keeps-visits", "false")),
                Optional.ofNullable(properties.getProperty("depends-on")).map(URI::create),
                Duration.parse(properties.getProperty("warm-up", "PT0S")));
    }
}
