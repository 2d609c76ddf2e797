package simulator.elb;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A target group of type {@code ip}: where tasks of a service are registered. */
public final class TargetGroup {

    private final String arn;
    private final String name;
    private final int port;
    private final HealthCheck check;
    private final InstantSource clock;
    private final List<Target> targets = new ArrayList<>();
    private String type = "ip";
    private Duration deregistrationDelay = Duration.ofSeconds(300);
    private @Nullable Probe instead;

    TargetGroup(String arn, String name, int port, HealthCheck check, InstantSource clock) {
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

    synchronized String type() {
        return type;
    }

    /** Fargate needs {@code ip}; {@code instance} is a mistake people make. */
    public synchronized TargetGroup ofType(String other) {
        type = other;
        return this;
    }

    public synchronized Duration deregistrationDelay() {
        return deregistrationDelay;
    }

    public synchronized TargetGroup drainingFor(Duration delay) {
        deregistrationDelay = delay;
        return this;
    }

    public synchronized void register(String address, int targetPort, Probe probe) {
        targets.removeIf(target -> target.is(address, targetPort));
        targets.add(new Target(address, targetPort, probe, clock.instant()));
    }

    /** Starts draining; after the deregistration delay the target is gone. */
    public synchronized void deregister(String address, int targetPort) {
        targets.stream()
                .filter(target -> target.is(address, targetPort))
                .forEach(target -> target.drain(clock.instant(), deregistrationDelay));
    }

    public synchronized HealthState health(String address, int targetPort) {
        return targets().entrySet().stream()
                .filter(entry -> entry.getKey().is(address, targetPort))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(HealthState.NOT_REGISTERED);
    }

    /** Lets all checks get this answer, whatever the targets would say: a wrong path, a security group, a bad matcher. */
    public synchronized void answerAllChecksWith(ProbeAnswer answer) {
        targets(); // the checks before now got their own answers
        instead = _ -> answer;
    }

    /** Lets the targets answer for themselves again. */
    public synchronized void answerForThemselves() {
        targets();
        instead = null;
    }

    synchronized Map<Target, HealthState> targets() {
        var now = clock.instant();
        targets.removeIf(target -> target.gone(now));
        var states = new LinkedHashMap<Target, HealthState>();
        targets.forEach(target -> states.put(target, target.at(now, check, instead)));
        return states;
    }
}
