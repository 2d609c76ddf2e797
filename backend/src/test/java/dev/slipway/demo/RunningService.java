package dev.slipway.demo;

import dev.slipway.artifact.Archive;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** A demo service started from its archive, as the process target would. */
final class RunningService implements AutoCloseable {

    private static final Pattern PORT = Pattern.compile("started .*port=(\\d+)");

    private final Process process;
    private final BufferedReader output;

    private RunningService(Process process) {
        this.process = process;
        this.output = process.inputReader();
    }

    static RunningService start(Path folder, String service, String version, Map<String, String> environment)
            throws IOException {
        var zip = folder.resolve("release.zip");
        Files.write(zip, new DemoArchive(service, DemoRelease.load(version)).bytes());
        new Archive(zip, Archive.Limits.DEFAULT).unpack(folder.resolve("unpacked"));
        var main = service.equals("web") ? "demo.web.Web" : "demo.worker.Worker";
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var builder = new ProcessBuilder(List.of(
                        java,
                        "-Xmx48m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        "classes:lib/*",
                        main,
                        "--port",
                        "0"))
                .directory(folder.resolve("unpacked").toFile())
                .redirectErrorStream(true);
        builder.environment().putAll(environment);
        return new RunningService(builder.start());
    }

    /** The first line with these words; fails when the output ends without. */
    String line(String words) throws IOException {
        var all = new StringBuilder();
        for (var line = output.readLine(); line != null; line = output.readLine()) {
            if (line.contains(words)) {
                return line;
            }
            all.append(line).append('\n');
        }
        throw new AssertionError("It ended without '" + words + "':\n" + all);
    }

    int port() throws IOException {
        var started = PORT.matcher(line("web: started"));
        if (!started.find()) {
            throw new AssertionError("It does not tell its port");
        }
        return Integer.parseInt(started.group(1));
    }

    static HttpResponse<String> get(int port, String path) throws IOException, InterruptedException {
        try (var client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }

    int exitCode() throws InterruptedException {
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            throw new AssertionError("It still runs after 20 s");
        }
        return process.exitValue();
    }

    /** SIGTERM. */
    void askToEnd() {
        process.toHandle().destroy(); // process.destroy() would close the output, too
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
