package dev.slipway.step;

import dev.slipway.artifact.ArtifactStore;
import dev.slipway.job.spi.FailureReport;
import dev.slipway.job.spi.StepContext;
import dev.slipway.job.spi.StepResult;
import dev.slipway.target.SecretUnavailable;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationInfoService;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Migrates with the SQL files of the release. Lists what is pending first, and refuses while an earlier one is failed. */
@Component
class FlywayMigration {

    private static final String RANK = "rank-before";
    private static final Duration HANDED_OVER = Duration.ofSeconds(1);

    private final ArtifactStore artifacts;
    private final Map<String, FlywayRun> runs = new ConcurrentHashMap<>();

    FlywayMigration(ArtifactStore artifacts) {
        this.artifacts = artifacts;
    }

    List<String> plan(StepContext context, MigrateSettings.Flyway settings)
            throws StepRefused, SecretUnavailable, IOException {
        try (var release = unpacked(context, settings)) {
            var info = FlywaySetup.of(context, settings, release)
                    .configuration()
                    .load()
                    .info();
            refuseFailed(info, settings);
            var pending = Stream.of(info.pending())
                    .map(migration -> "Apply " + told(migration))
                    .toList();
            return pending.isEmpty() ? List.of("No migration is pending; " + at(info)) : pending;
        } catch (FlywayException e) {
            return List.of("What is pending cannot be told: "
                    + Reason.of(e).lines().findFirst().orElse(""));
        }
    }

    /**
     * How the database is.
     *
     * @param at where its schema is, for people
     * @param locked whether somebody migrates it now
     */
    record State(String at, List<String> pending, List<String> failed, boolean locked) {}

    State state(StepContext context, MigrateSettings.Flyway settings)
            throws StepRefused, SecretUnavailable, IOException {
        try (var release = unpacked(context, settings)) {
            var setup = FlywaySetup.of(context, settings, release);
            var info = setup.configuration().load().info();
            return new State(
                    at(info),
                    Stream.of(info.pending()).map(FlywayMigration::told).toList(),
                    Stream.of(info.all())
                            .filter(migration -> migration.getState().isFailed())
                            .map(FlywayMigration::told)
                            .toList(),
                    setup.locked());
        }
    }

    StepResult run(StepContext context, MigrateSettings.Flyway settings)
            throws StepRefused, SecretUnavailable, IOException, InterruptedException {
        try {
            var before = context.memory().recall(RANK, Integer.class);
            var rank = before.isPresent() ? before.get() : listed(context, settings);
            return migrated(context, settings, rank);
        } catch (FlywayException e) {
            return failed(context, e);
        }
    }

    /** Tells what is pending and keeps up to where the history went before, to tell later what this step applied. */
    private int listed(StepContext context, MigrateSettings.Flyway settings)
            throws StepRefused, SecretUnavailable, IOException {
        MigrationInfoService info;
        try (var release = unpacked(context, settings)) {
            info = FlywaySetup.of(context, settings, release)
                    .configuration()
                    .load()
                    .info();
        }
        refuseFailed(info, settings);
        var pending = info.pending();
        context.log().line(pending.length == 0 ? "No migration is pending; " + at(info) : pending.length + " pending:");
        Stream.of(pending).forEach(migration -> context.log().line("  " + told(migration)));
        var rank = Stream.of(info.applied())
                .map(MigrationInfo::getInstalledRank)
                .filter(Objects::nonNull)
                .max(Integer::compare)
                .orElse(0);
        context.memory().keep(RANK, rank);
        return rank;
    }

    private StepResult migrated(StepContext context, MigrateSettings.Flyway settings, int rank)
            throws StepRefused, SecretUnavailable, IOException, InterruptedException {
        var token = Token.of(context);
        var run = runs.get(token);
        if (run == null) {
            run = started(context, settings, token);
        }
        while (!run.over()) {
            var told = run.next();
            if (told != null) {
                context.log().line(told);
            }
            if (context.stopping()) {
                return new StepResult.Waiting(context.now().plus(HANDED_OVER), "Migrating", -1);
            }
        }
        if (run.failure() != null) {
            return failed(context, run.failure());
        }
        try (var release = unpacked(context, settings)) {
            var info = FlywaySetup.of(context, settings, release)
                    .configuration()
                    .load()
                    .info();
            var applied = appliedSince(rank, info);
            return StepResult.Succeeded.with(
                    applied.isEmpty()
                            ? "Nothing was pending; " + at(info)
                            : "Applied " + applied.size() + ": " + String.join(", ", applied));
        }
    }

    private FlywayRun started(StepContext context, MigrateSettings.Flyway settings, String token)
            throws StepRefused, SecretUnavailable, IOException {
        var release = unpacked(context, settings);
        try {
            var setup = FlywaySetup.of(context, settings, release);
            return runs.computeIfAbsent(token, _ -> FlywayRun.start(setup, release, () -> runs.remove(token)));
        } catch (StepRefused | SecretUnavailable | RuntimeException e) {
            release.close();
            throw e;
        }
    }

    private static List<String> appliedSince(int rank, MigrationInfoService info) {
        return Stream.of(info.applied())
                .filter(migration -> migration.getInstalledRank() != null && migration.getInstalledRank() > rank)
                .map(FlywayMigration::told)
                .toList();
    }

    private static void refuseFailed(MigrationInfoService info, MigrateSettings.Flyway settings) throws StepRefused {
        var failed = Stream.of(info.all())
                .filter(migration -> migration.getState().isFailed())
                .map(FlywayMigration::told)
                .toList();
        if (!failed.isEmpty() && !settings.repair()) {
            throw new StepRefused(
                    "An earlier migration failed half-way: " + String.join(", ", failed),
                    "Undo by hand what it left behind, then migrate once with the setting repair: true.");
        }
    }

    private static StepResult failed(StepContext context, @Nullable Throwable failure) {
        var lines = new ArrayList<>(
                Reason.of(Objects.requireNonNull(failure)).lines().toList());
        lines.forEach(line -> context.log().line(Ansi.red(line)));
        var what = lines.stream().filter(line -> !line.isBlank()).findFirst().orElse("The migration failed");
        return StepResult.Failed.with(new FailureReport(
                what,
                null,
                lines,
                null,
                null,
                "What was applied before it stays. Mend the migration in a new release, or the database, then retry."));
    }

    StepResult cancel(StepContext context, MigrateSettings.Flyway settings)
            throws StepRefused, SecretUnavailable, IOException, InterruptedException {
        var rank = context.memory().recall(RANK, Integer.class);
        if (rank.isEmpty()) {
            return new StepResult.Cancelled("No migration had been started", null);
        }
        var run = runs.get(Token.of(context));
        try (var release = unpacked(context, settings)) {
            if (run != null) {
                run.abort();
            }
            var info = FlywaySetup.of(context, settings, release)
                    .configuration()
                    .load()
                    .info();
            var applied = appliedSince(rank.get(), info);
            return new StepResult.Cancelled(
                    (applied.isEmpty() ? "Nothing was applied" : "Applied and kept: " + String.join(", ", applied))
                            + "; " + info.pending().length + " still pending, the running one was undone",
                    null);
        } catch (FlywayException | SQLException e) {
            return new StepResult.Cancelled("Stopped; how far it came cannot be told: " + Reason.of(e), null);
        }
    }

    private ReleaseFolder unpacked(StepContext context, MigrateSettings.Flyway settings)
            throws StepRefused, IOException {
        return ReleaseFolder.unpacked(artifacts, Releasing.revision(context.placed()), settings.artifact());
    }

    static String told(MigrationInfo migration) {
        var version = migration.getVersion() == null ? "repeatable" : "V" + migration.getVersion();
        return version + " " + migration.getDescription();
    }

    private static String at(MigrationInfoService info) {
        var current = info.current();
        return current == null ? "the schema is empty" : "the schema is at " + told(current);
    }
}
