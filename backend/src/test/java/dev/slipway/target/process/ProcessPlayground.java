package dev.slipway.target.process;

import dev.slipway.artifact.ArtifactReference;
import dev.slipway.artifact.ArtifactStore;
import dev.slipway.artifact.Digest;
import dev.slipway.target.ConfigurationValue;
import dev.slipway.target.HttpProbe;
import dev.slipway.target.PlacementKey;
import dev.slipway.target.Revision;
import dev.slipway.target.Secrets;
import dev.slipway.target.TargetPlayground;
import dev.slipway.target.TargetSettings;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.awaitility.Awaitility;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Real processes of a small service in a folder of the test's own, under a clock the test can push. */
final class ProcessPlayground implements TargetPlayground, AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String SERVICE = TestService.class.getName().replace('.', '/') + ".class";

    final Path folder;
    final PushedClock clock = new PushedClock();
    private final ArtifactStore store;
    private final Secrets secrets;
    private final HttpProbe probe = new HttpProbe();
    private final int firstPort;

    ProcessPlayground(Path folder, ArtifactStore store, Secrets secrets, int firstPort) {
        this.folder = folder;
        this.store = store;
        this.secrets = secrets;
        this.firstPort = firstPort;
    }

    @Override
    public ProcessTarget target() {
        return new ProcessTarget(folder.toString(), store, secrets, probe, clock);
    }

    @Override
    public PlacementKey placement() {
        return new PlacementKey("shop", "dev", "web");
    }

    PlacementFolder placementFolder() {
        return PlacementFolder.of(folder.resolve("processes"), placement());
    }

    @Override
    public int desired() {
        return 2;
    }

    @Override
    public Revision good(String version) {
        return revision(version, "good");
    }

    @Override
    public Revision crashing(String version) {
        return revision(version, "exit 3");
    }

    @Override
    public Revision neverHealthy(String version) {
        // Its grace is short, and long enough for a JVM to answer at all on a busy machine.
        return with(
                revision(version, "unhealthy"),
                json -> ((ObjectNode) json.get("health")).put("startupGraceSeconds", 2));
    }

    @Override
    public Revision slow(String version) {
        return revision(version, "slow 1000");
    }

    @Override
    public Revision withoutArtifact(String version) {
        var good = good(version);
        var lost = new ArtifactReference(
                "app", ArtifactReference.Kind.ARCHIVE, "lost.zip", Digest.of("lost".getBytes(StandardCharsets.UTF_8)));
        return new Revision(version, List.of(lost), good.settings(), good.configuration());
    }

    @Override
    public TargetSettings invalidSettings() {
        return new TargetSettings(settings().put("maxPercent", 100));
    }

    @Override
    public List<String> printing(String text, int exitCode) {
        return List.of("/bin/sh", "-c", "echo \"$1\"; exit \"$2\"", "sh", text, Integer.toString(exitCode));
    }

    @Override
    public List<String> lasting() {
        return List.of("/bin/sleep", "300");
    }

    /** The supervisor goes its rounds meanwhile, as it does in a portal. */
    @Override
    public void pass(Duration time) {
        try {
            target().superviseAll();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        LockSupport.parkNanos(Math.min(time.toNanos(), Duration.ofMillis(50).toNanos()));
    }

    @Override
    public void skip(Duration time) {
        clock.push(time);
    }

    /** A folder stands where the state file was. */
    @Override
    public Outage outage() throws IOException {
        var state = placementFolder().folder().resolve("state.json");
        var aside = state.resolveSibling("state.aside");
        Files.move(state, aside);
        Files.createDirectory(state);
        return () -> {
            Files.delete(state);
            Files.move(aside, state);
        };
    }

    @Override
    public int starts(String version) {
        try {
            return Files.exists(startsFile())
                    ? (int) Files.readAllLines(startsFile()).stream()
                            .filter(line -> line.startsWith(version + " "))
                            .count()
                    : 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path startsFile() {
        return folder.resolve("starts");
    }

    Revision revision(String version, String behaviour) {
        return new Revision(
                version,
                List.of(artifact(version, behaviour)),
                new TargetSettings(settings()),
                Map.of(
                        "STARTS", new ConfigurationValue.Plain(startsFile().toString()),
                        "GREETING", new ConfigurationValue.Plain("hello world")));
    }

    static Revision with(Revision revision, java.util.function.Consumer<ObjectNode> change) {
        var settings = revision.settings().json().deepCopy();
        change.accept(settings);
        return new Revision(
                revision.version(), revision.artifacts(), new TargetSettings(settings), revision.configuration());
    }

    ObjectNode settings() {
        return (ObjectNode) JSON.readTree("""
            {"command": ["${java}", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx32m", "-Xshare:auto",
                         "-cp", "${artifact}", "%s", "${port}"],
             "instances": 2, "ports": "%d-%d", "stopSeconds": 5,
             "health": {"path": "/health", "intervalMillis": 50, "timeoutMillis": 2000, "healthyThreshold": 2,
                        "startupGraceSeconds": 30},
             "breaker": {"failures": 3}}
            """.formatted(TestService.class.getName(), firstPort, firstPort + 9));
    }

    ArtifactReference artifact(String version, String behaviour) {
        try (var service = TestService.class.getClassLoader().getResourceAsStream(SERVICE)) {
            if (service == null) {
                throw new IOException(SERVICE + " is not on the class path");
            }
            var bytes = new ByteArrayOutputStream();
            try (var zip = new ZipOutputStream(bytes)) {
                add(zip, SERVICE, service.readAllBytes());
                add(zip, "behaviour", behaviour.getBytes(StandardCharsets.UTF_8));
                add(zip, "version", version.getBytes(StandardCharsets.UTF_8));
            }
            var digest = store.put(new ByteArrayInputStream(bytes.toByteArray()));
            return new ArtifactReference("app", ArtifactReference.Kind.ARCHIVE, "web-" + version + ".zip", digest);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void add(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
        var entry = new ZipEntry(name);
        entry.setTime(0);
        zip.putNextEntry(entry);
        zip.write(bytes);
    }

    /** Ends every process that was started here, and its shim, which writes into the folder until then. */
    @Override
    public void close() throws IOException {
        var processes = folder.resolve("processes");
        if (!Files.isDirectory(processes)) {
            return;
        }
        try (var files = Files.walk(processes)) {
            var runs = files.filter(file -> file.getFileName().toString().matches("run(-\\d+)?"))
                    .filter(Files::isDirectory)
                    .map(Run::new)
                    .toList();
            for (var run : runs) {
                Awaitility.await().pollInterval(Duration.ofMillis(10)).until(() -> ended(run));
            }
        }
    }

    private static boolean ended(Run run) throws IOException {
        var session = run.session();
        if (session.isPresent()) {
            session.get().signal("KILL");
        } else {
            run.abandon();
        }
        var watcher = ProcessIdentity.read(run.folder().resolve("watch"));
        return run.look() instanceof Run.Look.Ended
                && (watcher.isEmpty() || !watcher.get().alive());
    }
}
