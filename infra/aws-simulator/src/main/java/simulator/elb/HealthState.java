package simulator.elb;

/** State, reason and description in ELB's own words; the latter two are empty for a healthy target. */
public record HealthState(String state, String reason, String description) {

    static final HealthState HEALTHY = new HealthState("healthy", "", "");
    static final HealthState INITIAL =
            new HealthState("initial", "Elb.InitialHealthChecking", "Initial health checks in progress");
    static final HealthState REGISTERING =
            new HealthState("initial", "Elb.RegistrationInProgress", "Target registration is in progress");
    static final HealthState DRAINING =
            new HealthState("draining", "Target.DeregistrationInProgress", "Target deregistration is in progress");
    static final HealthState NOT_REGISTERED =
            new HealthState("unused", "Target.NotRegistered", "Target is not registered to the target group");
    static final HealthState NOT_IN_USE = new HealthState(
            "unused", "Target.NotInUse", "Target group is not configured to receive traffic from the load balancer");

    static HealthState unhealthy(ProbeAnswer answer) {
        return switch (answer) {
            case ProbeAnswer.Status(int code) ->
                new HealthState(
                        "unhealthy",
                        "Target.ResponseCodeMismatch",
                        "Health checks failed with these codes: [" + code + "]");
            case ProbeAnswer.Silence() -> new HealthState("unhealthy", "Target.Timeout", "Request timed out");
            case ProbeAnswer.Refused() ->
                new HealthState("unhealthy", "Target.FailedHealthChecks", "Health checks failed");
        };
    }

    public boolean isHealthy() {
        return state.equals("healthy");
    }
}
