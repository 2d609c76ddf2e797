package dev.slipway.target.process;

import dev.slipway.target.SettingProblem;
import dev.slipway.target.SettingsReader;
import dev.slipway.target.TargetSettings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * How a placement runs as processes; docs/process-target.md explains each setting.
 *
 * @param ports absent for a worker
 * @param health absent when an instance is healthy once it has stayed up for {@code steady}
 * @param breakAfter consecutive failed starts that end a rollout
 */
record ProcessSettings(
        List<String> command,
        int instances,
        @Nullable PortRange ports,
        Bounds bounds,
        @Nullable HealthSettings health,
        Duration steady,
        int breakAfter,
        Stopping stopping,
        long logMaxBytes) {

    /** How many instances there may be during a rollout, in percent of the desired number. */
    record Bounds(int minHealthyPercent, int maxPercent) {

        int least(int desired) {
            return Math.ceilDiv(desired * minHealthyPercent, 100);
        }

        int most(int desired) {
            return desired * maxPercent / 100;
        }
    }

    /**
     * How an instance is asked whether it is well.
     *
     * @param unhealthyThreshold bad answers in a row after which it is replaced; 0 for never
     */
    record HealthSettings(
            String path, Duration interval, Duration timeout, int threshold, int unhealthyThreshold, Duration grace) {}

    /** How an instance ends: it drains, is asked to stop, and is killed when it has not after a while. */
    record Stopping(Duration drain, Duration stop) {}

    /** How long a start may take. */
    Duration grace() {
        return health == null ? steady.plusSeconds(60) : health.grace();
    }

    /** How many instances there may be at a time: the percentage, and one port each. */
    int most(int desired) {
        var most = bounds.most(desired);
        return ports == null ? most : Math.min(most, ports.size());
    }

    boolean canProgress(int desired) {
        return desired == 0 || most(desired) > desired || bounds.least(desired) < Math.min(desired, most(desired));
    }

    static ProcessSettings of(ObjectNode json) {
        var reading = new Reading(json);
        if (!reading.problems.isEmpty()) {
            throw new IllegalStateException("The settings are not valid: " + reading.problems);
        }
        return reading.settings;
    }

    static List<SettingProblem> problems(ObjectNode json) {
        return new Reading(json).problems;
    }

    /** One pass over the settings, with what is wrong beside what was read. */
    private static final class Reading {

        private static final String EXAMPLE = "For example \"18100-18109\".";

        final ProcessSettings settings;
        final List<SettingProblem> problems;

        Reading(ObjectNode json) {
            var reader = new SettingsReader(new TargetSettings(json).own()); // how it migrates is not ours
            settings = new ProcessSettings(
                    command(reader),
                    reader.whole("instances", 1, 1, 100),
                    ports(reader).orElse(null),
                    new Bounds(
                            reader.whole("minHealthyPercent", 100, 0, 100), reader.whole("maxPercent", 200, 100, 1000)),
                    reader.object("health").map(Reading::health).orElse(null),
                    Duration.ofSeconds(reader.whole("steadySeconds", 5, 0, 3600)),
                    breaker(reader),
                    new Stopping(
                            Duration.ofSeconds(reader.whole("drainSeconds", 0, 0, 3600)),
                            Duration.ofSeconds(reader.whole("stopSeconds", 10, 1, 3600))),
                    reader.whole("logMaxMegabytes", 10, 1, 100_000) * 1_000_000L);
            settings.relate(reader);
            problems = reader.problems();
        }

        private static List<String> command(SettingsReader reader) {
            var command = reader.texts("command");
            var remedy = "For example [\"${java}\", \"-jar\", \"${artifact}/app.jar\"].";
            if (command.isEmpty() || command.getFirst().isBlank()) {
                reader.problem("command", "must be given as a list: the program and its arguments", remedy);
            }
            for (var index = 0; index < command.size(); index++) {
                var wrong = Placeholders.unknownIn(command.get(index));
                if (!wrong.isEmpty()) {
                    reader.problem(
                            "command." + index,
                            "holds the unknown placeholder " + wrong.getFirst(),
                            "Use one of " + String.join(", ", Placeholders.NAMES) + ".");
                }
                if (command.get(index).indexOf('\0') >= 0) {
                    reader.problem("command." + index, "must not hold a NUL character", "Remove it.");
                }
            }
            return command;
        }

        private static Optional<PortRange> ports(SettingsReader reader) {
            var text = reader.text("ports");
            var ports = text.flatMap(PortRange::parse);
            if (text.isPresent() && ports.isEmpty()) {
                reader.problem("ports", "must be a port or a range of ports from 1 to 65535", EXAMPLE);
            }
            return ports;
        }

        private static HealthSettings health(SettingsReader reader) {
            var path = reader.requiredText("path", "For example /health.");
            if (!path.isBlank() && !path.matches("/[\\x21-\\x7e]*")) {
                reader.problem("path", "must begin with / and hold no blanks", "For example /health.");
            }
            return new HealthSettings(
                    path,
                    Duration.ofMillis(reader.whole("intervalMillis", 1000, 20, 300_000)),
                    Duration.ofMillis(reader.whole("timeoutMillis", 2000, 20, 60_000)),
                    reader.whole("healthyThreshold", 2, 1, 100),
                    reader.whole("unhealthyThreshold", 10, 0, 1000),
                    Duration.ofSeconds(reader.whole("startupGraceSeconds", 60, 1, 3600)));
        }

        private static int breaker(SettingsReader reader) {
            return reader.object("breaker")
                    .map(breaker -> breaker.whole("failures", 3, 1, 100))
                    .orElse(3);
        }
    }

    private void relate(SettingsReader reader) {
        if (health != null && ports == null) {
            reader.problem("ports", "must be given when there is a health path", Reading.EXAMPLE);
        }
        if (ports == null && command.stream().anyMatch(argument -> argument.contains("${port}"))) {
            reader.problem("ports", "must be given when the command uses ${port}", Reading.EXAMPLE);
        }
        if (ports != null && ports.size() < instances) {
            reader.problem("ports", "must hold a port for each of " + instances + " instances", Reading.EXAMPLE);
        } else if (!canProgress(instances)) {
            reader.problem(
                    bounds.most(instances) > instances ? "ports" : "maxPercent",
                    "leaves no room for a rollout: at least " + bounds.least(instances) + " and at most "
                            + most(instances) + " of " + instances + " instances may run",
                    "Raise maxPercent (with a spare port), or lower minHealthyPercent.");
        }
    }
}
