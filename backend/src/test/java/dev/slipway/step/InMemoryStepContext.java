package dev.slipway.step;

import dev.slipway.artifact.ArtifactReference;
import dev.slipway.artifact.Digest;
import dev.slipway.job.spi.StepContext;
import dev.slipway.job.spi.StepLog;
import dev.slipway.job.spi.StepMemory;
import dev.slipway.job.spi.WhenSame;
import dev.slipway.target.ConfigurationValue;
import dev.slipway.target.DeploymentTarget;
import dev.slipway.target.Fact;
import dev.slipway.target.PlacementKey;
import dev.slipway.target.Revision;
import dev.slipway.target.SecretReference;
import dev.slipway.target.SecretUnavailable;
import dev.slipway.target.TargetSettings;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A step's surroundings under the control of a test: time stands still until it is moved, and a worker can die. */
final class InMemoryStepContext implements StepContext {

    static final JsonMapper JSON = JsonMapper.builder().build();
    static final PlacementKey KEY = new PlacementKey("shop", "dev", "web");

    final List<String> lines = new ArrayList<>();
    final Map<String, String> kept = new HashMap<>();
    final Map<String, ConfigurationValue> configuration = new HashMap<>();
    final Map<String, String> secrets = new HashMap<>();
    final List<Revision> verified = new ArrayList<>();
    String settings = "{}";
    String targetSettings = "{}";
    Instant now = Instant.parse("2026-11-22T10:00:00Z");
    boolean stopping;
    WhenSame whenSame = WhenSame.LEAVE;
    List<Fact> shown = List.of();
    boolean placed = true;
    boolean deploys;

    @Nullable
    DeploymentTarget target;

    @Nullable
    Revision revision = revision("1.1.0");

    @Nullable
    Decision decision;

    /** After so many more kept values the worker dies; -1: it lives. */
    int diesAfter = -1;

    int keeps;
    String placementService = "web";

    /** The worker is gone; whatever it did up to now stays. */
    static final class WorkerDied extends RuntimeException {

        private static final long serialVersionUID = 1L;
    }

    static Digest digest(String version) {
        return Digest.of(version.getBytes(StandardCharsets.UTF_8));
    }

    static Revision revision(String version) {
        return new Revision(
                version,
                List.of(new ArtifactReference(
                        "app", ArtifactReference.Kind.ARCHIVE, "/tmp/app-" + version + ".zip", digest(version))),
                new TargetSettings(JSON.createObjectNode()),
                Map.of());
    }

    InMemoryStepContext on(DeploymentTarget target) {
        this.target = target;
        return this;
    }

    InMemoryStepContext with(String settings) {
        this.settings = settings;
        return this;
    }

    @Override
    public String project() {
        return "shop";
    }

    @Override
    public long jobNumber() {
        return 7;
    }

    @Override
    public String stepRun() {
        return "step/web";
    }

    @Override
    public int attempt() {
        return 1;
    }

    @Override
    public ObjectNode settings() {
        return (ObjectNode) JSON.readTree(settings);
    }

    @Override
    public boolean isPlaced() {
        return placed;
    }

    @Override
    public Placed placed() {
        if (target == null) {
            throw new IllegalStateException("This test gave no target");
        }
        return new Placed(
                KEY,
                target,
                new TargetSettings((ObjectNode) JSON.readTree(targetSettings)),
                revision,
                verified.isEmpty() ? null : verified.getFirst(),
                configuration);
    }

    @Override
    public List<Placed> allPlaced() {
        return target == null ? List.of() : List.of(placed());
    }

    @Override
    public List<Revision> verified(PlacementKey placement) {
        return List.copyOf(verified);
    }

    @Override
    public boolean deploys() {
        return deploys;
    }

    @Override
    public StepLog log() {
        return new StepLog() {

            private final ByteArrayOutputStream unfinished = new ByteArrayOutputStream();

            @Override
            public void line(String text) {
                lines.add(text);
            }

            @Override
            public void output(byte[] bytes) {
                unfinished.writeBytes(bytes);
                lines.addAll(unfinished.toString(StandardCharsets.UTF_8).lines().toList());
                unfinished.reset();
            }

            @Override
            public void flush() {
                // Lines are stored as soon as they are told.
            }
        };
    }

    @Override
    public StepMemory memory() {
        return new StepMemory() {

            @Override
            public <T> Optional<T> recall(String key, Class<T> type) {
                return Optional.ofNullable(kept.get(key)).map(json -> JSON.readValue(json, type));
            }

            @Override
            public void keep(String key, Object value) {
                kept.put(key, JSON.writeValueAsString(value));
                keeps++;
                if (diesAfter >= 0 && keeps > diesAfter) {
                    diesAfter = -1;
                    throw new WorkerDied();
                }
            }

            @Override
            public void note(String key, Object value) {
                keep(key, value);
            }
        };
    }

    @Override
    public Optional<Decision> decision() {
        return Optional.ofNullable(decision);
    }

    @Override
    public WhenSame whenSame() {
        return whenSame;
    }

    @Override
    public void show(List<Fact> facts) {
        shown = facts;
    }

    @Override
    public boolean dryRun() {
        return false;
    }

    @Override
    public Instant now() {
        return now;
    }

    @Override
    public String resolve(ConfigurationValue value) throws SecretUnavailable {
        return switch (value) {
            case ConfigurationValue.Plain plain -> plain.value();
            case ConfigurationValue.Secret secret -> secret(secret.reference());
        };
    }

    private String secret(SecretReference reference) throws SecretUnavailable {
        var value = secrets.get(reference.toString());
        if (value == null) {
            throw new SecretUnavailable(reference, "there is no such secret");
        }
        return value;
    }

    @Override
    public boolean stopping() {
        return stopping;
    }
}
