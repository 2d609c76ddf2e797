package dev.slipway.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The repository's {@code docker-compose.yml}, brought up on ports of its own under a project name of its own. */
public final class Compose implements AutoCloseable {

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(20))
            .build();
    private final String project = "slipway" + ProcessHandle.current().pid();
    private final int port = FreePorts.inARow(2);
    private final Map<String, String> images;

    private Compose(Map<String, String> images) {
        this.images = images;
    }

    /** Builds the portal's image of the jar in {@code target} and returns when portal and Keycloak answer. */
    public static Compose up() {
        var compose = new Compose(images());
        try {
            compose.run("up", "-d", "--build");
            compose.await(compose.portal().resolve("/ready"));
            compose.await(URI.create(
                    "http://localhost:" + (compose.port + 1) + "/realms/slipway/.well-known/openid-configuration"));
            return compose;
        } catch (RuntimeException | AssertionError e) {
            compose.close();
            throw e;
        }
    }

    /** Made of this JVM's JDK and Keycloak's distribution, since there is no registry to pull from. */
    private static Map<String, String> images() {
        var made = output(new ProcessBuilder(
                "./.ci/compose-images",
                System.getProperty("java.home"),
                Keycloak.distribution().orElseThrow().toString()));
        return made.lines()
                .filter(line -> line.startsWith("SLIPWAY_"))
                .map(line -> line.split("=", 2))
                .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1]));
    }

    public URI portal() {
        return URI.create("http://localhost:" + port);
    }

    @Override
    public void close() {
        run("down", "--volumes", "--timeout", "5");
    }

    private void await(URI address) {
        try {
            Await.until(address + " answers", Duration.ofMinutes(10), () -> answers(address));
        } catch (AssertionError e) {
            throw new AssertionError(run("logs", "--no-color", "--tail", "40"), e);
        }
    }

    private boolean answers(URI address) {
        try {
            var request = HttpRequest.newBuilder(address)
                    .timeout(Duration.ofSeconds(20))
                    .build();
            return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private String run(String... arguments) {
        var command = new ArrayList<>(List.of("docker-compose", "-p", project));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command);
        builder.environment().putAll(images);
        builder.environment().put("PORTAL_PORT", String.valueOf(port));
        builder.environment().put("KEYCLOAK_PORT", String.valueOf(port + 1));
        builder.environment().put("SLIPWAY_PORTAL_IMAGE", project);
        builder.environment().put("SLIPWAY_DEMO", "false");
        return output(builder);
    }

    private static String output(ProcessBuilder builder) {
        builder.directory(Path.of("..").toAbsolutePath().normalize().toFile()).redirectErrorStream(true);
        try {
            var process = builder.start();
            var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(String.join(" ", builder.command()) + " failed:\n" + output);
            }
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
