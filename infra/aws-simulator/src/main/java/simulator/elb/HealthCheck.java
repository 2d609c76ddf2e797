package simulator.elb;

import java.time.Duration;

/**
 * How a target group checks its targets.
 *
 * @param healthy successes in a row after which an unhealthy target is healthy; a new one needs one
 * @param unhealthy failures in a row after which a target is unhealthy
 */
public record HealthCheck(String path, Duration interval, int healthy, int unhealthy) {

    /** The application load balancer's own defaults. */
    public static final HealthCheck DEFAULT = new HealthCheck("/", Duration.ofSeconds(30), 5, 2);

    public static HealthCheck of(String path, Duration interval) {
        return new HealthCheck(path, interval, 2, 2);
    }
}
