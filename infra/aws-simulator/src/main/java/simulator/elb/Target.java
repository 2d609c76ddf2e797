package simulator.elb;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One registered target and what its checks have found so far. */
final class Target {

    /** Documented as "a few seconds"; nothing is checked before. */
    private static final Duration REGISTRATION = Duration.ofSeconds(2);

    private final String address;
    private final int port;
    private final Probe probe;
    private final Instant firstCheck;
    private Instant nextCheck;
    private HealthState state = HealthState.REGISTERING;
    private boolean everHealthy;
    private int inARow;
    private boolean lastGood;
    private @Nullable Instant drainedAt;

    Target(String address, int port, Probe probe, Instant now) {
        this.address = address;
        this.port = port;
        this.probe = probe;
        this.firstCheck = now.plus(REGISTRATION);
        this.nextCheck = firstCheck;
    }

    String address() {
        return address;
    }

    int port() {
        return port;
    }

    boolean is(String otherAddress, int otherPort) {
        return address.equals(otherAddress) && port == otherPort;
    }

    boolean draining() {
        return drainedAt != null;
    }

    boolean gone(Instant now) {
        return drainedAt != null && !now.isBefore(drainedAt);
    }

    void drain(Instant now, Duration delay) {
        if (drainedAt == null) {
            drainedAt = now.plus(delay);
        }
    }

    /** Makes all checks that were due. */
    HealthState at(Instant now, HealthCheck check, @Nullable Probe instead) {
        while (!nextCheck.isAfter(now)) {
            note((instead == null ? probe : instead).at(nextCheck), check);
            nextCheck = nextCheck.plus(check.interval());
        }
        return drainedAt == null ? state : HealthState.DRAINING;
    }

    private void note(ProbeAnswer answer, HealthCheck check) {
        inARow = answer.healthy() == lastGood ? inARow + 1 : 1;
        lastGood = answer.healthy();
        if (lastGood && (inARow >= check.healthy() || !everHealthy)) {
            state = HealthState.HEALTHY;
            everHealthy = true;
        } else if (!lastGood && inARow >= check.unhealthy()) {
            state = HealthState.unhealthy(answer);
        } else if (state == HealthState.REGISTERING) {
            state = HealthState.INITIAL;
        }
    }
}
