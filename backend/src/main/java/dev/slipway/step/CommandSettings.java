package dev.slipway.step;

import dev.slipway.target.SettingsReader;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A command on the portal's machine.
 *
 * @param command argument vector, or one line when {@code shell}
 * @param shell whether {@code /bin/sh -c} interprets it
 * @param folder where it runs; empty: an empty folder of its own
 * @param environment variables by name
 */
record CommandSettings(
        List<String> command, boolean shell, Optional<String> folder, Map<String, Text> environment, Duration timeout) {

    static CommandSettings read(SettingsReader in) {
        var shell = in.flag("shell", false);
        var command = in.texts("command");
        if (command.isEmpty() || command.getFirst().isBlank()) {
            in.problem("command", "must be given", "Such as command: [./migrate.sh, --all].");
        }
        if (shell && command.size() > 1) {
            in.problem(
                    "command",
                    "must be one line for a shell",
                    "Write command: \"first | second\", or leave shell out.");
        }
        if (!shell && in.node("command").filter(node -> !node.isArray()).isPresent()) {
            in.problem(
                    "command",
                    "must be a list of arguments, because no shell splits it",
                    "Write command: [program, argument], or add shell: true.");
        }
        var timeout = in.duration("timeout", Duration.ofMinutes(30));
        if (timeout.isZero()) {
            in.problem("timeout", "must be longer than nothing", "Such as timeout: 10m.");
        }
        var environment = new LinkedHashMap<String, Text>();
        in.object("environment")
                .ifPresent(variables ->
                        variables.keys().forEach(name -> environment.put(name, Text.read(variables, name))));
        return new CommandSettings(command, shell, in.text("folder"), environment, timeout);
    }

    List<String> vector() {
        return shell ? List.of("/bin/sh", "-c", command.getFirst()) : command;
    }
}
