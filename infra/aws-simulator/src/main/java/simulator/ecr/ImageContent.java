package simulator.ecr;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What an image holds, as its configuration says it (OCI image spec 1.1, with Docker's {@code Healthcheck}).
 *
 * @param platform such as {@code linux/amd64}
 * @param user empty for root
 * @param healthCheck such as {@code CMD-SHELL}, {@code curl -f localhost/health}; empty for none
 * @param layerBytes compressed size of each layer; the bytes themselves are not kept
 */
public record ImageContent(
        String platform,
        String user,
        Map<String, String> environment,
        Map<String, String> labels,
        List<String> healthCheck,
        List<Integer> ports,
        List<Long> layerBytes) {

    private static final long MEGABYTE = 1_000_000;

    public ImageContent {
        environment = Map.copyOf(environment);
        labels = Map.copyOf(labels);
        healthCheck = List.copyOf(healthCheck);
        ports = List.copyOf(ports);
        layerBytes = List.copyOf(layerBytes);
    }

    /** An image as it should be: not root, with a health check, and labels that tell version and commit. */
    public static ImageContent exemplary(String title, String version, String commit, int port) {
        return new ImageContent(
                "linux/amd64",
                "app",
                Map.of("PATH", "/usr/local/bin:/usr/bin:/bin"),
                Map.of(
                        "org.opencontainers.image.title", title,
                        "org.opencontainers.image.version", version,
                        "org.opencontainers.image.revision", commit),
                List.of("CMD-SHELL", "curl -fs http://localhost:" + port + "/health || exit 1"),
                List.of(port),
                List.of(29 * MEGABYTE, 12 * MEGABYTE, 3 * MEGABYTE));
    }

    public ImageContent on(String otherPlatform) {
        return new ImageContent(otherPlatform, user, environment, labels, healthCheck, ports, layerBytes);
    }

    public ImageContent as(String otherUser) {
        return new ImageContent(platform, otherUser, environment, labels, healthCheck, ports, layerBytes);
    }

    public ImageContent with(String variable, String value) {
        var more = new LinkedHashMap<>(environment);
        more.put(variable, value);
        return new ImageContent(platform, user, more, labels, healthCheck, ports, layerBytes);
    }

    public ImageContent labelled(Map<String, String> others) {
        return new ImageContent(platform, user, environment, others, healthCheck, ports, layerBytes);
    }

    public ImageContent checkedBy(String... command) {
        return new ImageContent(platform, user, environment, labels, List.of(command), ports, layerBytes);
    }

    public ImageContent weighing(Long... bytes) {
        return new ImageContent(platform, user, environment, labels, healthCheck, ports, List.of(bytes));
    }

    String os() {
        return platform.split("/")[0];
    }

    String architecture() {
        return platform.split("/")[1];
    }
}
