package dev.slipway.step;

import static dev.slipway.target.Finding.Result.BLOCK;
import static dev.slipway.target.Finding.Result.PASS;

import dev.slipway.job.spi.StepContext;
import dev.slipway.target.Finding;
import java.util.List;
import java.util.Optional;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/** Whether what the placement says about migrations can be followed. */
@Component
@Order(4)
class MigrationCheck implements PreCheck {

    private static final String KEY = "migrate";
    private static final String TITLE = "The placement's migrations are configured rightly";

    @Override
    public String key() {
        return "migrate";
    }

    @Override
    public String about() {
        return "that the placement's setting migrate is valid";
    }

    @Override
    public List<Finding> find(StepContext context) {
        var migrate = context.placed().settings().migrate();
        return migrate.isEmpty() ? List.of() : List.of(find(context, migrate));
    }

    private static Finding find(StepContext context, Optional<ObjectNode> migrate) {
        try {
            var variables = Variables.of(context, context.placed());
            return switch (MigrateSettings.of(new MigrateSettings.None(), migrate)) {
                case MigrateSettings.Flyway flyway ->
                    new Finding(KEY, TITLE, PASS, "Flyway on " + flyway.url().show(variables), "");
                case MigrateSettings.Command command ->
                    new Finding(KEY, TITLE, PASS, "runs " + String.join(" ", command.command()), "");
                case MigrateSettings.None _ -> new Finding(KEY, TITLE, PASS, "nothing to do", "");
            };
        } catch (StepRefused e) {
            return new Finding(KEY, TITLE, BLOCK, e.report().what(), e.report().remedy());
        }
    }
}
