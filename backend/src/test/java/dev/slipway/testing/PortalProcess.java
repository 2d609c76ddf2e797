package dev.slipway.testing;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/** A whole portal in a JVM of its own, as an operator starts it, so that a test can pull its plug. */
public final class PortalProcess implements AutoCloseable {

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    /** A portal that starts again in its folder has the ports it had. */
    private static final Map<Path, Integer> DEMO_PORTS = new ConcurrentHashMap<>();

    private final Process process;
    private final int port;
    private final Path output;

    private PortalProcess(Process process, int port, Path output) {
        this.process = process;
        this.port = port;
        this.output = output;
    }

    /** Starts a portal and returns when it is ready. */
    public static PortalProcess start(Path dataFolder, Map<String, String> variables, String... jvmOptions)
            throws IOException {
        var port = FreePorts.inARow(1);
        var command = new java.util.ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx512m"));
        command.addAll(List.of(jvmOptions));
        command.addAll(List.of("-cp", applicationClassPath(), "dev.slipway.SlipwayApplication"));
        var output = Files.createTempFile("slipway-portal", ".log");
        var builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
        var environment = new HashMap<>(variables);
        var demoPorts = DEMO_PORTS.computeIfAbsent(dataFolder, _ -> FreePorts.inARow(30));
        environment.putIfAbsent("SLIPWAY_DEMO_PORTS", Integer.toString(demoPorts));
        environment.put("SLIPWAY_PORT", Integer.toString(port));
        environment.put("SLIPWAY_DATA_DIR", dataFolder.toString());
        builder.environment().keySet().removeIf(name -> name.startsWith("SLIPWAY_"));
        builder.environment().putAll(environment);
        var portal = new PortalProcess(builder.start(), port, output);
        portal.awaitReady();
        return portal;
    }

    public URI url() {
        return URI.create("http://localhost:" + port);
    }

    public int port() {
        return port;
    }

    public long pid() {
        return process.pid();
    }

    /** Everything it has printed. */
    public String output() throws IOException {
        return Files.readString(output);
    }

    /** SIGKILL: no shutdown hook runs. */
    public void kill() {
        process.destroyForcibly();
        end();
    }

    /** SIGTERM, as an operator or a service manager stops it. */
    @Override
    public void close() {
        process.destroy();
        end();
    }

    private void end() {
        try {
            process.onExit().get(60, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("The portal does not end", e);
        }
    }

    private void awaitReady() throws IOException {
        Await.until("the portal is ready", Duration.ofMinutes(3), () -> {
            if (!process.isAlive()) {
                throw new AssertionError("The portal ended with " + process.exitValue() + ":\n" + output());
            }
            return answersReady();
        });
    }

    private boolean answersReady() {
        try {
            var request = HttpRequest.newBuilder(url().resolve("/ready"))
                    .timeout(Duration.ofSeconds(5))
                    .build();
            return CLIENT.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (IOException e) {
            return false;
        }
    }

    /** What the application has on its class path, without the tests. */
    private static String applicationClassPath() {
        var all = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return Arrays.stream(all.split(File.pathSeparator))
                .filter(entry -> !entry.endsWith("test-classes") && !entry.endsWith("test-classes" + File.separator))
                .collect(Collectors.joining(File.pathSeparator));
    }
}
