package simulator.ecs;

import simulator.Place;
import simulator.SimulatedClock;
import simulator.region.Region;
import simulator.region.Regions;

/** What tasks of one place stand in: the region's other services, the scripts of images, time and capacity. */
record Surroundings(Regions regions, Place place, SimulatedClock clock, Scripts scripts, Capacity capacity, Pace pace) {

    Region region() {
        return regions.in(place);
    }

    /** The region an image reference leads to, which may be another account's. */
    Region regionOf(String registryHost) {
        var parts = registryHost.split("\\.");
        return regions.in(new Place(parts[0], parts[3]));
    }
}
