package dev.slipway.artifact.registry;

import dev.slipway.artifact.Digest;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An image as its registry knows it.
 *
 * @param digest what was asked for: an index or a manifest
 * @param platforms what it is built for
 * @param content for the platform asked for; null when there is none for it
 */
public record Image(
        Digest digest, List<Platform> platforms, @Nullable Content content) {

    public Image {
        platforms = List.copyOf(platforms);
    }

    /**
     * One platform's image.
     *
     * @param manifest digest of its own manifest; the image's digest when there is no index
     */
    public record Content(Digest manifest, Config config, List<Layer> layers) {

        public Content {
            layers = List.copyOf(layers);
        }

        /** Compressed bytes that a host pulls. */
        public long bytes() {
            return layers.stream().mapToLong(Layer::bytes).sum();
        }
    }

    /** @param bytes compressed */
    public record Layer(Digest digest, long bytes) {}

    /**
     * How its containers start (OCI image spec, config; the health check is Docker's addition).
     *
     * @param user as written, such as {@code 1000:1000}; empty for root
     * @param healthCheck the command; empty if there is none
     * @param environment values by name
     * @param ports exposed, such as {@code 8080/tcp}
     */
    public record Config(
            String user,
            List<String> healthCheck,
            Map<String, String> labels,
            Map<String, String> environment,
            List<String> ports) {

        public Config {
            healthCheck = List.copyOf(healthCheck);
            labels = Map.copyOf(labels);
            environment = Map.copyOf(environment);
            ports = List.copyOf(ports);
        }

        /** Whether it starts as root: no user, {@code root} or 0, with or without a group. */
        public boolean runsAsRoot() {
            var name = user.split(":", 2)[0].strip();
            return name.isEmpty() || name.equals("root") || name.matches("0+");
        }
    }
}
