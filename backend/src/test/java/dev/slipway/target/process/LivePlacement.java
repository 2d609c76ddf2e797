package dev.slipway.target.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.artifact.TestStores;
import dev.slipway.target.ConfigurationValue;
import dev.slipway.target.DeployOrder;
import dev.slipway.target.DeploymentId;
import dev.slipway.target.Following;
import dev.slipway.target.Observation;
import dev.slipway.target.Outcome;
import dev.slipway.target.Revision;
import dev.slipway.target.SecretReference;
import dev.slipway.target.SecretStore;
import dev.slipway.target.Secrets;
import dev.slipway.target.TargetUnavailable;
import dev.slipway.testing.FreePorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.util.FileSystemUtils;

/** A placement of real processes with one secret, in a folder and on ports of the test's own, for as long as the test. */
final class LivePlacement implements AfterEachCallback {

    static final String SECRET = "correct-horse-battery";

    final int firstPort = FreePorts.inARow(10);
    final Path folder = newFolder();
    final ProcessPlayground playground = new ProcessPlayground(
            folder, TestStores.in(folder.resolve("artifacts")), new Secrets(List.of(new OneSecret())), firstPort);

    private static Path newFolder() {
        try {
            return Files.createTempDirectory("slipway-live-placement");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void afterEach(ExtensionContext test) throws IOException {
        playground.close();
        FileSystemUtils.deleteRecursively(folder);
    }

    Revision one(Revision revision) {
        return ProcessPlayground.with(revision, json -> json.put("instances", 1));
    }

    Revision worker(String version, String script) {
        return ProcessPlayground.with(playground.good(version), json -> {
            json.remove("health");
            json.remove("ports");
            json.put("instances", 1).put("steadySeconds", version.equals("1.0.0") ? 3 : 0);
            json.putArray("command").add("/bin/sh").add("-c").add(script);
        });
    }

    Revision secretive(Revision revision) {
        var configuration = new HashMap<>(revision.configuration());
        configuration.put("GREETING", new ConfigurationValue.Secret(SecretReference.parse("test:greeting")));
        return new Revision(revision.version(), revision.artifacts(), revision.settings(), configuration);
    }

    DeployOrder order(Revision revision, @Nullable Revision lastVerified, String token) {
        return new DeployOrder(playground.placement(), revision, lastVerified, token);
    }

    DeploymentId deploy(Revision revision, @Nullable Revision lastVerified, String token) throws Exception {
        return playground.target().deploy(order(revision, lastVerified, token));
    }

    void verify(Revision revision, String token) throws Exception {
        var verdict = Following.toTheEnd(playground, deploy(revision, null, token));
        assertThat(verdict.outcome()).as(verdict.reason()).isEqualTo(Outcome.SUCCEEDED);
    }

    Observation observe(Revision revision) {
        try {
            return playground.target().describe(playground.placement(), revision.settings());
        } catch (TargetUnavailable e) {
            throw new AssertionError(e);
        }
    }

    Observation await(Revision revision, Predicate<Observation> condition) {
        var end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        var seen = observe(revision);
        while (System.nanoTime() < end) {
            if (condition.test(seen)) {
                return seen;
            }
            playground.pass(Duration.ofMillis(50));
            seen = observe(revision);
        }
        throw new AssertionError("It did not come so far: " + seen);
    }

    void kill(String instance) throws IOException {
        signal("KILL", instance);
    }

    void signal(String name, String instance) throws IOException {
        var run = new Run(playground
                .placementFolder()
                .folder()
                .resolve("instances")
                .resolve(instance)
                .resolve("run-1"));
        run.session().orElseThrow().signal(name);
    }

    private static final class OneSecret implements SecretStore {

        @Override
        public String scheme() {
            return "test";
        }

        @Override
        public String resolve(SecretReference reference) {
            return SECRET;
        }
    }
}
