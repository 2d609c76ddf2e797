package dev.slipway.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipInputStream;
import org.springframework.core.io.ClassPathResource;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A Keycloak from its distribution, with the realm of {@code keycloak/realm.json}; data and port of its own. */
public final class Keycloak implements AutoCloseable {

    private static final String VERSION = "26.7.3";
    private static final Path ZIP = Path.of(
            System.getProperty("maven.repo.local", System.getProperty("user.home") + "/.m2/repository"),
            "org/keycloak/keycloak-quarkus-dist",
            VERSION,
            "keycloak-quarkus-dist-" + VERSION + ".zip");
    private static final JsonMapper JSON = JsonMapper.shared();

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(20)).build();
    private final Path folder;
    private final Process process;
    private final int port;

    private Keycloak(Path folder, Process process, int port) {
        this.folder = folder;
        this.process = process;
        this.port = port;
    }

    /** The distribution in Maven's repository, if somebody fetched it; {@code .ci/run} does. */
    public static Optional<Path> distribution() {
        return Optional.of(ZIP).filter(Files::isRegularFile);
    }

    /** Starts it for a portal at an address; returns when its realm answers. */
    public static Keycloak start(int port, URI portal) {
        try {
            var folder = Files.createTempDirectory("slipway-keycloak");
            unpack(distribution().orElseThrow(), folder);
            var home = folder.resolve("keycloak-" + VERSION);
            var realm = new ClassPathResource("keycloak/realm.json").getContentAsString(StandardCharsets.UTF_8);
            Files.createDirectories(home.resolve("data/import"));
            Files.writeString(
                    home.resolve("data/import/slipway-realm.json"),
                    realm.replace("PORTAL", portal.toString().replaceAll("/$", "")));
            var builder = new ProcessBuilder(
                            "/bin/sh",
                            home.resolve("bin/kc.sh").toString(),
                            "start-dev",
                            "--import-realm",
                            "--http-host=localhost",
                            "--http-port=" + port,
                            "--cache=local")
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("log").toFile());
            builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
            builder.environment().put("JAVA_OPTS_KC_HEAP", "-Xms64m -Xmx512m");
            builder.environment().put("KC_BOOTSTRAP_ADMIN_USERNAME", "admin");
            builder.environment().put("KC_BOOTSTRAP_ADMIN_PASSWORD", "admin");
            var keycloak = new Keycloak(folder, builder.start(), port);
            keycloak.awaitReady();
            return keycloak;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static String issuer(int port) {
        return "http://localhost:" + port + "/realms/slipway";
    }

    /** Ends all sessions of a person, which tells their applications by back-channel logout. */
    public void logOut(String userName) {
        admin("POST", "/users/" + id(userName) + "/logout", "{}");
    }

    public void disable(String userName) {
        admin("PUT", "/users/" + id(userName), "{\"enabled\": false}");
    }

    /** Signs with a new key from now on, and no longer publishes the one before. */
    public void rotateKeys() {
        for (var component : admin("GET", "/components?type=org.keycloak.keys.KeyProvider", "")) {
            if (component.path("providerId").asString("").equals("rsa-generated")) {
                admin("DELETE", "/components/" + component.path("id").asString(), "");
            }
        }
        admin("POST", "/components", """
            {"name": "rotated", "providerId": "rsa-generated", "providerType": "org.keycloak.keys.KeyProvider",
             "config": {"priority": ["200"], "algorithm": ["RS256"]}}\
            """);
    }

    private String id(String userName) {
        return admin("GET", "/users?exact=true&username=" + userName, "")
                .path(0)
                .path("id")
                .asString();
    }

    private JsonNode admin(String method, String path, String body) {
        var token = send(HttpRequest.newBuilder(
                                URI.create("http://localhost:" + port + "/realms/master/protocol/openid-connect/token"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(
                                "grant_type=password&client_id=admin-cli&username=admin&password=admin")))
                .path("access_token")
                .asString();
        return send(HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/admin/realms/slipway" + path))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body)));
    }

    private JsonNode send(HttpRequest.Builder builder) {
        var request = builder.timeout(Duration.ofSeconds(60)).build();
        try {
            var answer = http.send(request, BodyHandlers.ofString());
            if (answer.statusCode() >= 300) {
                throw new AssertionError(request + " answered " + answer.statusCode() + ": " + answer.body());
            }
            return JSON.readTree(answer.body().isEmpty() ? "{}" : answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void awaitReady() {
        Await.until("Keycloak answers", Duration.ofMinutes(5), () -> {
            if (!process.isAlive()) {
                throw new AssertionError("Keycloak ended:\n" + Files.readString(folder.resolve("log")));
            }
            return answers();
        });
    }

    private boolean answers() {
        try {
            var request = HttpRequest.newBuilder(URI.create(issuer(port) + "/.well-known/openid-configuration"))
                    .timeout(Duration.ofSeconds(20))
                    .build();
            HttpResponse<Void> answer = http.send(request, BodyHandlers.discarding());
            return answer.statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static void unpack(Path zip, Path folder) throws IOException {
        try (var entries = new ZipInputStream(Files.newInputStream(zip))) {
            for (var entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
                var file = folder.resolve(entry.getName()).normalize();
                if (!file.startsWith(folder)) {
                    throw new IOException("The archive leads outside: " + entry.getName());
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(file);
                } else {
                    Files.createDirectories(file.getParent());
                    Files.copy(entries, file);
                }
            }
        }
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        try {
            process.onExit().get(60, TimeUnit.SECONDS);
            FileSystemUtils.deleteRecursively(folder);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            throw new IllegalStateException("Keycloak does not end", e);
        }
    }
}
