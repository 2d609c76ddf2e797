package simulator.region;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import simulator.PerPlace;
import simulator.Place;
import simulator.Sessions;
import simulator.SimulatedClock;
import simulator.iam.Roles;
import simulator.wire.Service;

/** Every account and region of the simulated cloud, made when first asked for. */
public final class Regions implements AutoCloseable {

    private final SimulatedClock clock;
    private final PerPlace<Roles> accounts;
    private final PerPlace<Region> regions;

    public Regions(SimulatedClock clock) {
        this.clock = clock;
        accounts = new PerPlace<>(account -> new Roles(account, clock));
        regions = new PerPlace<>(place -> new Region(place, roles(place.account()), clock));
    }

    public Region in(Place place) {
        return regions.in(place);
    }

    /** The roles of an account. */
    public Roles roles(String account) {
        return accounts.in(new Place(account, ""));
    }

    /** Those of an account that somebody has asked for before. */
    Optional<Roles> known(String account) {
        return accounts.all().stream()
                .filter(roles -> roles.account().equals(account))
                .findFirst();
    }

    SimulatedClock clock() {
        return clock;
    }

    /** @param endpoint where the services will listen */
    public List<Service> services(Sessions sessions, Supplier<URI> endpoint) {
        return new RegionalServices(this, sessions, endpoint).all();
    }

    @Override
    public void close() {
        regions.all().forEach(Region::close);
    }
}
