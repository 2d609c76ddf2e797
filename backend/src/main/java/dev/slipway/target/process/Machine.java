package dev.slipway.target.process;

import dev.slipway.target.HttpProbe;
import dev.slipway.target.SecretUnavailable;
import dev.slipway.target.Secrets;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** This machine: starts what a revision asks for and asks how it is. */
record Machine(Path processes, UnpackedArtifacts artifacts, Secrets secrets, HttpProbe probe) {

    /** All that a process inherits from the portal; its secrets and settings are its own. */
    private static final List<String> PASSED_ON =
            List.of("PATH", "HOME", "USER", "LOGNAME", "LANG", "LC_ALL", "TZ", "TMPDIR");

    /** Under which a run notes the copy of the artifact that it was started from. */
    static final String ARTIFACT = "artifact";

    /**
     * How a health check came out.
     *
     * @param took how long it took to be answered; null if nobody answered, or nobody was asked
     */
    record Answer(boolean good, String text, @Nullable Duration took) {}

    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /**
     * Starts the run the instance intends, unless that has been done.
     *
     * @throws IOException if the artifact cannot be used or no process can be made
     */
    void start(PlacementFolder folder, Instance instance) throws IOException, SecretUnavailable {
        var artifact = artifacts.ready(instance.revision.artifact());
        var values = Map.of(
                "${artifact}",
                artifact.content().toString(),
                "${java}",
                java(),
                "${instance}",
                instance.id,
                "${port}",
                Integer.toString(instance.port));
        var environment = environment(instance.revision);
        environment.put("SLIPWAY_INSTANCE", instance.id);
        environment.put("SLIPWAY_VERSION", instance.revision.version());
        environment.put("SLIPWAY_DEPLOYMENT", instance.deployment);
        if (instance.port > 0) {
            environment.putIfAbsent("PORT", Integer.toString(instance.port));
        }
        var home = folder.instanceFolder(instance);
        folder.run(instance).note(ARTIFACT, artifact.home().toString());
        folder.run(instance)
                .start(
                        Run.Shim.installed(processes),
                        new Run.Command(
                                Placeholders.fill(instance.settings().command(), values),
                                environment,
                                home.resolve("work"),
                                home.resolve("log")));
    }

    /** Whether the files the instance was started from are still those of its digest. */
    boolean filesHold(PlacementFolder folder, Instance instance) throws IOException {
        var home = folder.run(instance).noted(ARTIFACT);
        return home.isPresent() && artifacts.holds(Path.of(home.get()));
    }

    /** Variables of the revision, secrets resolved now, over what is passed on from the portal. */
    Map<String, String> environment(StoredRevision revision) throws SecretUnavailable {
        var environment = inherited();
        for (var entry : revision.configuration().entrySet()) {
            environment.put(entry.getKey(), secrets.resolve(entry.getValue()));
        }
        return environment;
    }

    /** What every process is passed on from the portal. */
    static Map<String, String> inherited() {
        var environment = new LinkedHashMap<String, String>();
        for (var name : PASSED_ON) {
            var value = System.getenv(name);
            if (value != null) {
                environment.put(name, value);
            }
        }
        return environment;
    }

    /** Asks a running instance; an answer that comes from another process is not good. */
    Answer ask(Instance instance, ProcessIdentity process, Instant now) throws IOException {
        var settings = instance.settings();
        var health = settings.health();
        if (health == null) {
            var up = Duration.between(instance.startedAt, now);
            return new Answer(
                    up.compareTo(settings.steady()) >= 0,
                    "up for " + up.toSeconds() + " s of " + settings.steady().toSeconds() + " s",
                    null);
        }
        var answer = probe.ask(URI.create("http://127.0.0.1:" + instance.port + health.path()), health.timeout());
        if (answer.good() && PortOwner.of(instance.port, new ProcessSession(process)) == PortOwner.Owner.OTHER) {
            return new Answer(false, "another process answers on port " + instance.port, null);
        }
        return new Answer(answer.good(), answer.text(), answer.status() == 0 ? null : answer.took());
    }

    /** The last lines an instance printed, with the values of its secrets masked. */
    List<String> tail(PlacementFolder folder, Instance instance, int lines) throws IOException {
        var hidden = instance.revision.configuration().values().stream()
                .flatMap(value -> value instanceof dev.slipway.target.ConfigurationValue.Secret secret
                        ? Stream.ofNullable(resolved(secret))
                        : Stream.empty())
                .toList();
        return folder.log(instance).tail(lines).stream()
                .map(line -> hidden.stream().reduce(line, (text, secret) -> text.replace(secret, "***")))
                .toList();
    }

    private @Nullable String resolved(dev.slipway.target.ConfigurationValue.Secret secret) {
        try {
            return secrets.resolve(secret);
        } catch (SecretUnavailable e) {
            // What cannot be resolved was never given to the instance under this reference.
            return null;
        }
    }
}
