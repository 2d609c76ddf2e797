package simulator.elb;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One registered target and what its checks have found so far. */
final class Target {

    private final String address;
    private final int port;
    private final Probe probe;
    private HealthState state = HealthState.REGISTERING;
    private boolean everHealthy;
    private int inARow;
    private boolean lastGood;
    private @Nullable Instant drainedAt;

    Target(String address, int port, Probe probe) {
        this.address = address;
        this.port = port;
        this.probe = probe;
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

    HealthState health() {
        return drainedAt == null ? state : HealthState.DRAINING;
    }

    boolean gone(Instant now) {
        return drainedAt != null && !now.isBefore(drainedAt);
    }

    void drain(Instant now, Duration delay) {
        if (drainedAt == null) {
            drainedAt = now.plus(delay);
        }
    }

    /** Makes one check; {@code instead} answers for the target when it is given. */
    void check(Instant now, HealthCheck check, @Nullable ProbeAnswer instead) {
        var answer = instead == null ? probe.at(now) : instead;
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
