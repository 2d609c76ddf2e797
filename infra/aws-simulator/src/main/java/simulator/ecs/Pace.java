package simulator.ecs;

import java.time.Duration;

/**
 * How long ECS itself takes for what it does.
 *
 * @param scheduling between two looks of the scheduler at a service that is not as it should be
 * @param provisioning of a task's network interface
 * @param pulling of its images
 * @param stopping from SIGTERM to the end of a container that obeys
 */
public record Pace(Duration scheduling, Duration provisioning, Duration pulling, Duration stopping) {

    static final Pace USUAL =
            new Pace(Duration.ofSeconds(1), Duration.ofSeconds(4), Duration.ofSeconds(8), Duration.ofSeconds(2));
}
