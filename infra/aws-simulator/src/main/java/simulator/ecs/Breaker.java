package simulator.ecs;

import software.amazon.awssdk.services.ecs.model.DeploymentCircuitBreaker;
import software.amazon.awssdk.services.ecs.model.ServiceDeploymentCircuitBreaker;
import software.amazon.awssdk.services.ecs.model.ServiceDeploymentRollbackMonitorsStatus;

/** The circuit breaker of one service deployment. By default half of the desired tasks, 3 to 200, fail in a row. */
final class Breaker {

    private static final int LEAST = 3;
    private static final int MOST = 200;

    private final DeploymentCircuitBreaker configuration;
    private final int threshold;
    private boolean triggered;

    Breaker(DeploymentCircuitBreaker configuration, int desired) {
        this.configuration = configuration;
        threshold = threshold(configuration, desired);
    }

    private static int threshold(DeploymentCircuitBreaker configuration, int desired) {
        var wanted = configuration.thresholdConfiguration();
        if (wanted == null || wanted.value() == null) {
            return bounded(desired, 50);
        }
        return switch (wanted.typeAsString()) {
            case "COUNT" -> wanted.value();
            case "UNBOUNDED_PERCENT" -> Math.max(1, percent(desired, wanted.value()));
            default -> bounded(desired, wanted.value());
        };
    }

    private static int bounded(int desired, int percent) {
        return Math.clamp(percent(desired, percent), LEAST, MOST);
    }

    private static int percent(int desired, int percent) {
        return (int) Math.ceil(desired * percent / 100.0);
    }

    boolean resetsOnHealthyTask() {
        return configuration.resetOnHealthyTask() == null || configuration.resetOnHealthyTask();
    }

    boolean rollsBack() {
        return Boolean.TRUE.equals(configuration.rollback());
    }

    /** Trips once when so many tasks have failed. */
    boolean trips(int failures) {
        if (triggered || !isEnabled() || failures < threshold) {
            return false;
        }
        triggered = true;
        return true;
    }

    boolean isEnabled() {
        return Boolean.TRUE.equals(configuration.enable());
    }

    int threshold() {
        return threshold;
    }

    ServiceDeploymentCircuitBreaker shown(int failures, boolean over) {
        var status = ServiceDeploymentRollbackMonitorsStatus.DISABLED;
        if (isEnabled()) {
            status = triggered
                    ? ServiceDeploymentRollbackMonitorsStatus.TRIGGERED
                    : over
                            ? ServiceDeploymentRollbackMonitorsStatus.MONITORING_COMPLETE
                            : ServiceDeploymentRollbackMonitorsStatus.MONITORING;
        }
        return ServiceDeploymentCircuitBreaker.builder()
                .status(status)
                .failureCount(triggered ? Math.max(failures, threshold) : failures)
                .threshold(threshold)
                .build();
    }
}
