package dev.slipway.artifact.registry;

import dev.slipway.artifact.Digest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads manifests, indexes and configurations (OCI image spec 1.1; Docker image manifest version 2, schema 2). */
final class Manifests {

    static final String ACCEPT = String.join(
            ", ",
            "application/vnd.oci.image.index.v1+json",
            "application/vnd.docker.distribution.manifest.list.v2+json",
            "application/vnd.oci.image.manifest.v1+json",
            "application/vnd.docker.distribution.manifest.v2+json");

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Manifests() {}

    /** What lies behind a digest. */
    sealed interface Manifest {

        /** One image for each platform. */
        record Index(List<Entry> entries) implements Manifest {

            List<Platform> platforms() {
                return entries.stream().map(Entry::platform).distinct().toList();
            }

            Optional<Digest> of(Platform platform) {
                return entries.stream()
                        .filter(entry -> entry.platform().equals(platform))
                        .map(Entry::digest)
                        .findFirst();
            }
        }

        /** One image. */
        record Single(Digest config, List<Image.Layer> layers) implements Manifest {}
    }

    record Entry(Digest digest, Platform platform) {}

    /** @param platform of the image */
    record Configured(Platform platform, Image.Config config) {}

    static Manifest manifest(byte[] bytes) throws RegistryUnavailable {
        return reading("manifest", bytes, json -> {
            if (json.path("manifests").isArray()) {
                return new Manifest.Index(json.path("manifests").values().stream()
                        .map(entry -> new Entry(digest(entry), platform(entry.path("platform"))))
                        .filter(entry -> entry.platform().known())
                        .toList());
            }
            if (!json.path("config").isObject() || !json.path("layers").isArray()) {
                throw new IllegalArgumentException("it is neither an image nor an index");
            }
            return new Manifest.Single(
                    digest(json.path("config")),
                    json.path("layers").values().stream()
                            .map(layer -> new Image.Layer(
                                    digest(layer), layer.path("size").asLong(0)))
                            .toList());
        });
    }

    static Configured configured(byte[] bytes) throws RegistryUnavailable {
        return reading("configuration", bytes, json -> {
            var config = json.path("config");
            return new Configured(
                    platform(json),
                    new Image.Config(
                            config.path("User").asString(""),
                            healthCheck(config.path("Healthcheck").path("Test")),
                            labels(config.path("Labels")),
                            environment(config.path("Env")),
                            List.copyOf(config.path("ExposedPorts").propertyNames())));
        });
    }

    /** Docker writes {@code ["NONE"]} for a health check that was taken away from the image below. */
    private static List<String> healthCheck(JsonNode test) {
        var words = test.values().stream().map(JsonNode::asString).toList();
        return words.isEmpty() || words.getFirst().equals("NONE") ? List.of() : words;
    }

    private static Map<String, String> labels(JsonNode json) {
        var labels = new LinkedHashMap<String, String>();
        json.properties()
                .forEach(entry -> labels.put(entry.getKey(), entry.getValue().asString("")));
        return labels;
    }

    private static Map<String, String> environment(JsonNode json) {
        var environment = new LinkedHashMap<String, String>();
        json.values().forEach(entry -> {
            var pair = entry.asString("").split("=", 2);
            environment.put(pair[0], pair.length < 2 ? "" : pair[1]);
        });
        return environment;
    }

    private static Platform platform(JsonNode json) {
        return new Platform(
                json.path("os").asString(""), json.path("architecture").asString(""));
    }

    private static Digest digest(JsonNode descriptor) {
        return new Digest(descriptor.path("digest").asString(""));
    }

    private interface Reading<T> {
        T of(JsonNode json);
    }

    private static <T> T reading(String what, byte[] bytes, Reading<T> reading) throws RegistryUnavailable {
        try {
            return reading.of(JSON.readTree(bytes));
        } catch (JacksonException | IllegalArgumentException e) {
            throw new RegistryUnavailable("The image's " + what + " cannot be read: " + e.getMessage(), e);
        }
    }
}
