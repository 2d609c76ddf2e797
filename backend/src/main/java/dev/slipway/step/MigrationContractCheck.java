package dev.slipway.step;

import static dev.slipway.target.Finding.Result.PASS;
import static dev.slipway.target.Finding.Result.UNKNOWN;
import static dev.slipway.target.Finding.Result.WARN;

import dev.slipway.artifact.ArtifactStore;
import dev.slipway.job.spi.StepContext;
import dev.slipway.target.Finding;
import dev.slipway.target.Revision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Whether the release to return to could live with the migrations that lie between it and the one to be deployed. Flyway
 * only: those of a command are the image's own.
 */
@Component
@Order(6)
class MigrationContractCheck implements PreCheck {

    private static final String KEY = "migrations-compatible";
    private static final String TITLE = "The release to return to could live with the migrations";

    private final ArtifactStore artifacts;

    MigrationContractCheck(ArtifactStore artifacts) {
        this.artifacts = artifacts;
    }

    @Override
    public String key() {
        return KEY;
    }

    @Override
    public String about() {
        return "that no migration takes away what the release to return to needs";
    }

    @Override
    public List<Finding> find(StepContext context) {
        var placed = context.placed();
        var before = placed.lastVerified();
        var after = placed.revision();
        try {
            return before != null
                            && after != null
                            && MigrateSettings.of(
                                            new MigrateSettings.None(),
                                            placed.settings().migrate())
                                    instanceof MigrateSettings.Flyway flyway
                    ? List.of(finding(before, after, flyway))
                    : List.of();
        } catch (StepRefused e) {
            // The check of the setting itself says so.
            return List.of();
        } catch (IOException e) {
            return List.of(new Finding(
                    KEY,
                    TITLE,
                    UNKNOWN,
                    "The migrations cannot be read: " + Reason.of(e),
                    "See whether the archives of both releases are still in the store of artifacts."));
        }
    }

    private Finding finding(Revision before, Revision after, MigrateSettings.Flyway settings)
            throws StepRefused, IOException {
        var known = scripts(before, settings);
        var told = new ArrayList<String>();
        var between = 0;
        for (var script : scripts(after, settings).entrySet()) {
            if (!known.containsKey(script.getKey())) {
                between++;
                var found = ContractingSql.of(script.getValue());
                if (!found.isEmpty()) {
                    told.add(script.getKey() + " " + String.join(" and ", found));
                }
            }
        }
        return told.isEmpty()
                ? new Finding(
                        KEY,
                        TITLE,
                        PASS,
                        between == 0
                                ? "no migration lies between " + before.version() + " and " + after.version()
                                : "the " + between + " between " + before.version() + " and " + after.version()
                                        + " only add",
                        "")
                : new Finding(
                        KEY,
                        TITLE,
                        WARN,
                        before.version() + " could not run after: " + String.join("; ", told),
                        "Expand in this release and contract in a later one, once nothing returns to "
                                + before.version() + "; where the statement is harmless, say so in the file by the"
                                + " comment '-- slipway: compatible'.");
    }

    private Map<String, String> scripts(Revision revision, MigrateSettings.Flyway settings)
            throws StepRefused, IOException {
        var scripts = new TreeMap<String, String>();
        try (var release = ReleaseFolder.unpacked(artifacts, revision, settings.artifact())) {
            for (var location : settings.locations()) {
                var folder = release.path().resolve(location);
                if (Files.isDirectory(folder)) {
                    read(folder, scripts);
                }
            }
        }
        return scripts;
    }

    private static void read(Path folder, Map<String, String> scripts) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.filter(one -> one.toString().endsWith(".sql")).toList()) {
                scripts.put(String.valueOf(file.getFileName()), Files.readString(file));
            }
        }
    }
}
