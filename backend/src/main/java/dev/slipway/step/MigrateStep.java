package dev.slipway.step;

import dev.slipway.job.spi.StepContext;
import dev.slipway.job.spi.StepResult;
import dev.slipway.target.SettingsReader;
import java.util.List;
import org.springframework.stereotype.Component;

/** Brings a placement's data to what the release needs, with Flyway or with a command of the service's own. */
@Component
class MigrateStep extends TypedStep<MigrateSettings> {

    private final FlywayMigration flyway;
    private final CommandMigration command;

    MigrateStep(FlywayMigration flyway, CommandMigration command) {
        this.flyway = flyway;
        this.command = command;
    }

    @Override
    public String kind() {
        return "migrate";
    }

    @Override
    MigrateSettings read(SettingsReader in) {
        return MigrateSettings.read(in);
    }

    @Override
    List<String> plan(StepContext context, MigrateSettings own) throws Exception {
        return switch (effective(context, own)) {
            case MigrateSettings.None _ -> List.of(nothing(context));
            case MigrateSettings.Flyway settings -> flyway.plan(context, settings);
            case MigrateSettings.Command settings -> command.plan(context, settings);
        };
    }

    @Override
    StepResult run(StepContext context, MigrateSettings own) throws Exception {
        return switch (effective(context, own)) {
            case MigrateSettings.None _ -> {
                context.log().line(Ansi.dim(nothing(context)));
                yield StepResult.Succeeded.with(nothing(context));
            }
            case MigrateSettings.Flyway settings -> flyway.run(context, settings);
            case MigrateSettings.Command settings -> command.run(context, settings);
        };
    }

    @Override
    StepResult cancel(StepContext context, MigrateSettings own) throws Exception {
        return switch (effective(context, own)) {
            case MigrateSettings.None _ -> new StepResult.Cancelled("Nothing had been started", null);
            case MigrateSettings.Flyway settings -> flyway.cancel(context, settings);
            case MigrateSettings.Command _ -> command.cancel(context);
        };
    }

    private static MigrateSettings effective(StepContext context, MigrateSettings own) throws StepRefused {
        return MigrateSettings.of(own, context.placed().settings().migrate());
    }

    private static String nothing(StepContext context) {
        return "No migrations for " + context.placed().key().service()
                + ": neither the step nor the placement's setting migrate says how";
    }
}
