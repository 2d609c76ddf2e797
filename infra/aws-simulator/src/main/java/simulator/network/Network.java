package simulator.network;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import simulator.Place;

/** One virtual network of an account in a region. */
public final class Network {

    static final String ID = "vpc-0a1b2c3d";

    private final Place place;
    private final Map<String, Subnet> subnets = new LinkedHashMap<>();
    private final Map<String, Group> groups = new LinkedHashMap<>();

    public Network(Place place) {
        this.place = place;
    }

    /** A subnet whose way out is a NAT gateway. */
    public synchronized Network privateSubnet(String id, String zone, String cidr) {
        return subnet(id, zone, cidr, "nat-0123456789abcdef0");
    }

    /** A subnet whose way out is an internet gateway: tasks need a public address. */
    public synchronized Network publicSubnet(String id, String zone, String cidr) {
        return subnet(id, zone, cidr, "igw-0123456789abcdef0");
    }

    /** A subnet with no way out: no image can be pulled without endpoints. */
    public synchronized Network isolatedSubnet(String id, String zone, String cidr) {
        return subnet(id, zone, cidr, null);
    }

    /** A security group that lets the port in and everything out. */
    public synchronized Network securityGroup(String id, String name, int... ports) {
        groups.put(
                id, new Group(id, name, java.util.Arrays.stream(ports).boxed().toList()));
        return this;
    }

    /** An address for a task; empty when the subnet is full or not there. */
    public synchronized Optional<String> take(String subnet) {
        return Optional.ofNullable(subnets.get(subnet)).flatMap(Subnet::take);
    }

    public synchronized void release(String subnet, String address) {
        Optional.ofNullable(subnets.get(subnet)).ifPresent(found -> found.release(address));
    }

    public synchronized int free(String subnet) {
        return Optional.ofNullable(subnets.get(subnet)).map(Subnet::free).orElse(0);
    }

    /** Lets others take so many addresses that only these are left. */
    public synchronized void leaveFree(String subnet, int addresses) {
        Optional.ofNullable(subnets.get(subnet)).ifPresent(found -> found.leaveFree(addresses));
    }

    public synchronized boolean has(String subnetOrGroup) {
        return subnets.containsKey(subnetOrGroup) || groups.containsKey(subnetOrGroup);
    }

    synchronized List<Subnet> subnets() {
        return List.copyOf(subnets.values());
    }

    synchronized List<Group> groups() {
        return List.copyOf(groups.values());
    }

    Place place() {
        return place;
    }

    private Network subnet(String id, String zone, String cidr, @Nullable String route) {
        subnets.put(id, new Subnet(id, place.region() + zone, cidr, route));
        return this;
    }

    /** A security group. */
    record Group(String id, String name, List<Integer> ports) {}
}
