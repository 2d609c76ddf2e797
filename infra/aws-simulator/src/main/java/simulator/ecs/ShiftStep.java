package simulator.ecs;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.DeploymentConfiguration;

/** One step of the production traffic: how much goes over, and how long it is then watched. */
record ShiftStep(double percent, Duration bake) {

    /** Defaults are ECS's: canary 5 % for 10 minutes, linear 10 % each 6 minutes. */
    static Deque<ShiftStep> of(DeploymentConfiguration configuration) {
        var steps = new ArrayDeque<ShiftStep>();
        var canary = configuration.canaryConfiguration();
        var linear = configuration.linearConfiguration();
        switch (String.valueOf(configuration.strategyAsString())) {
            case "CANARY" ->
                steps.add(new ShiftStep(
                        canary == null ? 5 : or(canary.canaryPercent(), 5),
                        minutes(canary == null ? null : canary.canaryBakeTimeInMinutes(), 10)));
            case "LINEAR" -> {
                var percent = linear == null ? 10 : or(linear.stepPercent(), 10);
                var bake = minutes(linear == null ? null : linear.stepBakeTimeInMinutes(), 6);
                for (double sum = percent; sum < 100; sum += percent) {
                    steps.add(new ShiftStep(sum, bake));
                }
            }
            default -> {
                // Blue/green goes over at once.
            }
        }
        steps.add(new ShiftStep(100, Duration.ZERO));
        return steps;
    }

    /** All of it, with no watching. */
    static Deque<ShiftStep> atOnce() {
        return new ArrayDeque<>(List.of(new ShiftStep(100, Duration.ZERO)));
    }

    private static double or(@Nullable Double value, double usual) {
        return value == null ? usual : value;
    }

    private static Duration minutes(@Nullable Integer value, int usual) {
        return Duration.ofMinutes(value == null ? usual : value);
    }
}
