package dev.slipway.step;

import static dev.slipway.target.Finding.Result.BLOCK;
import static dev.slipway.target.Finding.Result.PASS;
import static dev.slipway.target.Finding.Result.UNKNOWN;
import static dev.slipway.target.Finding.Result.WARN;

import dev.slipway.job.spi.StepContext;
import dev.slipway.target.Finding;
import dev.slipway.target.SecretUnavailable;
import java.io.IOException;
import java.util.List;
import org.flywaydb.core.api.FlywayException;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Whether the database is there, what is pending on it, and whether an earlier migration hinders it. Flyway only. */
@Component
@Order(5)
class MigrationStateCheck implements PreCheck {

    private static final String REACHED = "database-reachable";

    private final FlywayMigration flyway;

    MigrationStateCheck(FlywayMigration flyway) {
        this.flyway = flyway;
    }

    @Override
    public String key() {
        return "migrations";
    }

    @Override
    public String about() {
        return "the database: reachable, which migrations are pending, none failed, none running";
    }

    @Override
    public List<Finding> find(StepContext context) {
        var placed = context.placed();
        try {
            return placed.revision() != null
                            && MigrateSettings.of(
                                            new MigrateSettings.None(),
                                            placed.settings().migrate())
                                    instanceof MigrateSettings.Flyway settings
                    ? findings(flyway.state(context, settings))
                    : List.of();
        } catch (StepRefused e) {
            // The check of the setting itself says so.
            return List.of();
        } catch (SecretUnavailable | FlywayException | IOException e) {
            return List.of(new Finding(
                    REACHED,
                    "The database answers",
                    UNKNOWN,
                    Reason.of(e).lines().findFirst().orElse(""),
                    "Look at the address and the login of the setting migrate, and whether this portal may reach it."));
        }
    }

    private static List<Finding> findings(FlywayMigration.State state) {
        var failed = state.failed();
        var pending = state.pending();
        return List.of(
                new Finding(REACHED, "The database answers", PASS, state.at(), ""),
                new Finding(
                        "migrations-pending",
                        "Pending migrations are known",
                        PASS,
                        pending.isEmpty()
                                ? "none is pending"
                                : pending.size() + " pending: " + String.join(", ", pending),
                        ""),
                failed.isEmpty()
                        ? new Finding("migrations-failed", "No migration has failed half-way", PASS, "none", "")
                        : new Finding(
                                "migrations-failed",
                                "No migration has failed half-way",
                                BLOCK,
                                String.join(", ", failed),
                                "Undo by hand what it left behind, then migrate once with the setting repair: true."),
                state.locked()
                        ? new Finding(
                                "migrations-locked",
                                "No migration runs",
                                WARN,
                                "somebody holds Flyway's lock on the database",
                                "Wait until that migration has ended, or end the session that holds it.")
                        : new Finding(
                                "migrations-locked", "No migration runs", PASS, "nobody holds Flyway's lock", ""));
    }
}
