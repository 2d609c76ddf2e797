package simulator.elb;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;
import simulator.Place;
import simulator.SimulatedClock;

/** All load balancers of an account in a region. The same names give the same ARNs. */
public final class LoadBalancing {

    private final Place place;
    private final SimulatedClock clock;
    private final Map<String, Balancer> balancers = new LinkedHashMap<>();
    private final Map<String, Listener> listeners = new LinkedHashMap<>();
    private final Map<String, TargetGroup> targetGroups = new LinkedHashMap<>();
    private final Map<String, Rule> rules = new LinkedHashMap<>();

    public LoadBalancing(Place place, SimulatedClock clock) {
        this.place = place;
        this.clock = clock;
    }

    /** Returns its ARN. */
    public synchronized String loadBalancer(String name) {
        var arn = arn("loadbalancer/app/" + name + "/" + hash(name));
        balancers.putIfAbsent(arn, new Balancer(arn, name));
        return arn;
    }

    public synchronized TargetGroup targetGroup(String name, int port, HealthCheck check) {
        var arn = arn("targetgroup/" + name + "/" + hash(name));
        return targetGroups.computeIfAbsent(arn, absent -> new TargetGroup(absent, name, port, check, clock));
    }

    /** Returns the ARN of the listener, whose default rule sends everything to the target group. */
    public synchronized String listener(String loadBalancer, int port, String targetGroup) {
        var tail = loadBalancer.substring(loadBalancer.indexOf("loadbalancer/") + "loadbalancer/".length());
        var arn = arn("listener/" + tail + "/" + hash(tail + port));
        listeners.putIfAbsent(arn, new Listener(arn, loadBalancer, port));
        rule(arn, "default", "", Weights.all(targetGroup));
        return arn;
    }

    /** Returns the ARN of the rule. */
    public synchronized String rule(String listener, String priority, String path, Weights weights) {
        var tail = listener.substring(listener.indexOf("listener/") + "listener/".length());
        var arn = arn("listener-rule/" + tail + "/" + hash(tail + priority));
        rules.put(arn, new Rule(arn, listener, priority, path, weights));
        return arn;
    }

    /** Shifts the traffic of a rule, as ECS does in a blue/green deployment. */
    public synchronized void weigh(String rule, Weights weights) {
        rules.computeIfPresent(rule, (_, found) -> found.weighing(weights));
    }

    public synchronized Optional<Weights> weights(String rule) {
        return Optional.ofNullable(rules.get(rule)).map(Rule::weights);
    }

    public synchronized Optional<TargetGroup> targetGroup(String arn) {
        return Optional.ofNullable(targetGroups.get(arn));
    }

    synchronized List<Balancer> balancers() {
        return List.copyOf(balancers.values());
    }

    synchronized List<Listener> listeners() {
        return List.copyOf(listeners.values());
    }

    synchronized List<TargetGroup> targetGroups() {
        return List.copyOf(targetGroups.values());
    }

    synchronized List<Rule> rules() {
        return List.copyOf(rules.values());
    }

    /** The load balancers whose rules lead to the target group. */
    synchronized List<String> balancersOf(String targetGroup) {
        return rules.values().stream()
                .filter(rule -> rule.weights().byTargetGroup().containsKey(targetGroup))
                .map(rule -> listeners.get(rule.listener()))
                .map(Listener::loadBalancer)
                .distinct()
                .toList();
    }

    Place place() {
        return place;
    }

    private String arn(String resource) {
        return place.arn("elasticloadbalancing", resource);
    }

    /** Sixteen hexadecimal digits, as AWS gives. */
    private static String hash(String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        var forward = new CRC32();
        forward.update(bytes);
        var more = new CRC32();
        more.update(bytes);
        more.update('/');
        return HexFormat.of().toHexDigits(forward.getValue() << 32 | more.getValue());
    }

    /** A load balancer. */
    record Balancer(String arn, String name) {}

    /** A listener. */
    record Listener(String arn, String loadBalancer, int port) {}
}
