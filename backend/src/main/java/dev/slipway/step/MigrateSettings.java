package dev.slipway.step;

import dev.slipway.target.SettingsReader;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** How a placement's data is brought to what a release needs. */
sealed interface MigrateSettings {

    /** Which tool does it. */
    enum Tool {
        FLYWAY,
        COMMAND
    }

    /** Nothing is said. */
    record None() implements MigrateSettings {}

    /**
     * SQL files of the release, applied by Flyway.
     *
     * @param locations folders inside the release's archive
     * @param artifact name of the archive; empty: the release's first archive
     * @param repair whether failed entries are taken out of the history first
     */
    record Flyway(
            Text url,
            Optional<Text> user,
            Optional<Text> password,
            List<String> locations,
            List<String> schemas,
            Optional<String> artifact,
            boolean repair)
            implements MigrateSettings {}

    /** A command beside the service, with the release and the placement's configuration. */
    record Command(List<String> command, Duration timeout) implements MigrateSettings {}

    static MigrateSettings read(SettingsReader in) {
        if (in.keys().isEmpty()) {
            return new None();
        }
        return switch (in.choice("tool", in.keys().contains("command") ? Tool.COMMAND : Tool.FLYWAY)) {
            case FLYWAY -> flyway(in);
            case COMMAND -> command(in);
        };
    }

    /** The step's own settings if it has any, else the placement's {@code migrate}, else none. */
    static MigrateSettings of(MigrateSettings own, Optional<ObjectNode> placement) throws StepRefused {
        if (!(own instanceof None) || placement.isEmpty()) {
            return own;
        }
        var in = new SettingsReader(placement.get());
        var settings = read(in);
        var problems = in.problems();
        if (!problems.isEmpty()) {
            var first = problems.getFirst();
            throw new StepRefused(
                    "The placement's setting migrate." + first.path() + " " + first.rule(), first.remedy());
        }
        return settings;
    }

    private static Flyway flyway(SettingsReader in) {
        if (in.node("url").isEmpty()) {
            in.problem(
                    "url", "must be given", "Such as url: \"jdbc:postgresql://host/db\" or url: \"${DATABASE_URL}\".");
        }
        var locations = in.texts("locations");
        for (var location : locations) {
            if (location.startsWith("/") || List.of(location.split("/")).contains("..")) {
                in.problem("locations", "must lie inside the release's archive", "Such as locations: [migrations].");
            }
        }
        return new Flyway(
                Text.read(in, "url"),
                in.node("user").map(_ -> Text.read(in, "user")),
                in.node("password").map(_ -> Text.read(in, "password")),
                locations.isEmpty() ? List.of("migrations") : locations,
                in.texts("schemas"),
                in.text("artifact"),
                in.flag("repair", false));
    }

    private static Command command(SettingsReader in) {
        var command = in.texts("command");
        if (command.isEmpty()) {
            in.problem("command", "must be given", "Such as command: [npm, run, migrate].");
        }
        return new Command(command, in.duration("timeout", Duration.ofMinutes(30)));
    }
}
