package simulator.elb;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import simulator.SimulatedClock;

/** A target group of type {@code ip}: where tasks of a service are registered. It changes only while the clock stands. */
public final class TargetGroup {

    /** Documented as "a few seconds"; nothing is checked before. */
    private static final Duration REGISTRATION = Duration.ofSeconds(2);

    private final String arn;
    private final String name;
    private final int port;
    private final HealthCheck check;
    private final SimulatedClock clock;
    private final List<Target> targets = new ArrayList<>();
    private String type = "ip";
    private Duration deregistrationDelay = Duration.ofSeconds(300);
    private @Nullable ProbeAnswer instead;

    TargetGroup(String arn, String name, int port, HealthCheck check, SimulatedClock clock) {
        this.arn = arn;
        this.name = name;
        this.port = port;
        this.check = check;
        this.clock = clock;
    }

    public String arn() {
        return arn;
    }

    public String name() {
        return name;
    }

    int port() {
        return port;
    }

    HealthCheck check() {
        return check;
    }

    String type() {
        return clock.whileStill(() -> type);
    }

    /** Fargate needs {@code ip}; {@code instance} is a mistake people make. */
    public TargetGroup ofType(String other) {
        return clock.whileStill(() -> {
            type = other;
            return this;
        });
    }

    public Duration deregistrationDelay() {
        return clock.whileStill(() -> deregistrationDelay);
    }

    public TargetGroup drainingFor(Duration delay) {
        return clock.whileStill(() -> {
            deregistrationDelay = delay;
            return this;
        });
    }

    public void register(String address, int targetPort, Probe probe) {
        clock.whileStill(() -> {
            targets.removeIf(target -> target.is(address, targetPort));
            var target = new Target(address, targetPort, probe);
            targets.add(target);
            clock.after(REGISTRATION, () -> check(target));
            return target;
        });
    }

    /** Starts draining; after the deregistration delay the target is gone. */
    public void deregister(String address, int targetPort) {
        clock.whileStill(() -> {
            targets.stream()
                    .filter(target -> target.is(address, targetPort))
                    .forEach(target -> target.drain(clock.instant(), deregistrationDelay));
            return this;
        });
    }

    public HealthState health(String address, int targetPort) {
        return targets().stream()
                .filter(target -> target.is(address, targetPort))
                .map(Target::health)
                .findFirst()
                .orElse(HealthState.NOT_REGISTERED);
    }

    /** Lets all checks get this answer, whatever the targets would say: a wrong path, a security group, a bad matcher. */
    public void answerAllChecksWith(ProbeAnswer answer) {
        clock.whileStill(() -> instead = answer);
    }

    /** Lets the targets answer for themselves again. */
    public void answerForThemselves() {
        clock.whileStill(() -> {
            instead = null;
            return this;
        });
    }

    List<Target> targets() {
        return clock.whileStill(() -> {
            targets.removeIf(target -> target.gone(clock.instant()));
            return List.copyOf(targets);
        });
    }

    private void check(Target target) {
        if (targets().contains(target)) {
            target.check(clock.instant(), check, instead);
            clock.after(check.interval(), () -> check(target));
        }
    }
}
