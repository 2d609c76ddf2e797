package simulator.region;

import simulator.Place;
import simulator.SimulatedClock;
import simulator.cloudwatch.Watch;
import simulator.ecr.Registry;
import simulator.elb.LoadBalancing;
import simulator.iam.Roles;
import simulator.logs.LogGroups;
import simulator.network.Network;
import simulator.quota.Quotas;
import simulator.scaling.Scaling;
import simulator.secrets.SecretVault;
import simulator.sqs.EventBus;
import simulator.sqs.Queues;
import simulator.ssm.Parameters;

/** All that an account has in a region besides ECS. Roles belong to the account and are the same in every region. */
public final class Region implements AutoCloseable {

    private final Place place;
    private final Roles roles;
    private final Registry images;
    private final LoadBalancing balancing;
    private final Watch watch;
    private final LogGroups logs;
    private final Parameters parameters;
    private final SecretVault secrets;
    private final Scaling scaling;
    private final Network network;
    private final Quotas quotas;
    private final Queues queues;
    private final EventBus events;

    Region(Place place, Roles roles, SimulatedClock clock) {
        this.place = place;
        this.roles = roles;
        images = new Registry(place, clock);
        balancing = new LoadBalancing(place, clock);
        watch = new Watch(place, clock);
        logs = new LogGroups(place, clock);
        parameters = new Parameters(place, clock);
        secrets = new SecretVault(place, clock);
        scaling = new Scaling(place, clock);
        network = new Network(place);
        quotas = new Quotas(place);
        queues = new Queues(place, clock);
        events = new EventBus(place, clock, queues);
    }

    public Place place() {
        return place;
    }

    public Roles roles() {
        return roles;
    }

    public Registry images() {
        return images;
    }

    public LoadBalancing balancing() {
        return balancing;
    }

    public Watch watch() {
        return watch;
    }

    public LogGroups logs() {
        return logs;
    }

    public Parameters parameters() {
        return parameters;
    }

    public SecretVault secrets() {
        return secrets;
    }

    public Scaling scaling() {
        return scaling;
    }

    public Network network() {
        return network;
    }

    public Quotas quotas() {
        return quotas;
    }

    public Queues queues() {
        return queues;
    }

    public EventBus events() {
        return events;
    }

    @Override
    public void close() {
        images.close();
    }
}
