package simulator.ecs;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import simulator.elb.HealthState;
import simulator.elb.ProbeAnswer;
import simulator.elb.TargetGroup;
import simulator.region.Region;

/** The network interface of a task, and the target groups it is registered in. */
final class TaskAddress {

    private static final AtomicInteger UNKNOWN_SUBNETS = new AtomicInteger();

    private final Region region;
    private final TaskOrder order;
    private final List<Registration> registrations = new ArrayList<>();
    private @Nullable String ip;
    private String subnet = "";

    TaskAddress(Region region, TaskOrder order) {
        this.region = region;
        this.order = order;
    }

    /** Takes a private address. Returns why there is none, if so. */
    Optional<String> take() {
        var network = order.network();
        var subnets = network == null || network.awsvpcConfiguration() == null
                ? List.<String>of()
                : network.awsvpcConfiguration().subnets();
        var known = subnets.stream().filter(region.network()::has).toList();
        if (known.isEmpty()) {
            subnet = subnets.isEmpty() ? "subnet-unknown" : subnets.getFirst();
            var number = UNKNOWN_SUBNETS.incrementAndGet();
            ip = "10.77." + (number >> 8 & 255) + "." + (number & 255);
            return Optional.empty();
        }
        subnet = known.stream()
                .max(Comparator.comparingInt(region.network()::free))
                .orElseThrow();
        ip = region.network().take(subnet).orElse(null);
        return ip != null
                ? Optional.empty()
                : Optional.of("Unexpected EC2 error while attempting to Create Network Interface in subnet '" + subnet
                        + "': InsufficientFreeAddressesInSubnet");
    }

    void release() {
        if (ip != null && region.network().has(subnet)) {
            region.network().release(subnet, ip);
        }
    }

    /** Registers the containers that are behind a load balancer. */
    void register(ContainerProbe probe) {
        for (var balancer : order.balancers()) {
            region.balancing().targetGroup(balancer.targetGroupArn()).ifPresent(group -> {
                registrations.add(new Registration(group, balancer.containerPort()));
                group.register(
                        String.valueOf(ip), balancer.containerPort(), now -> probe.at(balancer.containerName(), now));
            });
        }
    }

    /** Begins to drain it everywhere. Returns how long that takes. */
    Duration deregister() {
        registrations.forEach(one -> one.group().deregister(String.valueOf(ip), one.port()));
        return registrations.stream()
                .map(one -> one.group().deregistrationDelay())
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
    }

    boolean isRegistered() {
        return !registrations.isEmpty();
    }

    boolean isHealthy() {
        return registrations.stream().allMatch(one -> health(one).isHealthy());
    }

    /** Where and why it is unhealthy, if so. */
    Optional<Sickness> sickness() {
        return registrations.stream()
                .filter(one -> health(one).state().equals("unhealthy"))
                .map(one ->
                        new Sickness(one.group().arn(), one.port(), health(one).description()))
                .findFirst();
    }

    private HealthState health(Registration one) {
        return one.group().health(String.valueOf(ip), one.port());
    }

    @Nullable
    String ip() {
        return ip;
    }

    String subnet() {
        return subnet;
    }

    List<String> targetGroups() {
        return registrations.stream().map(one -> one.group().arn()).toList();
    }

    /** What a container answers. */
    interface ContainerProbe {

        ProbeAnswer at(String container, Instant now);
    }

    /** An unhealthy registration. */
    record Sickness(String targetGroup, int port, String description) {}

    private record Registration(TargetGroup group, int port) {}
}
