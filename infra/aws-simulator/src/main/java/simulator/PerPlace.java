package simulator;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** One of something in each account and region, made when first asked for. */
public final class PerPlace<T> {

    private final Map<Place, T> all = new LinkedHashMap<>();
    private final Function<Place, T> make;

    public PerPlace(Function<Place, T> make) {
        this.make = make;
    }

    public synchronized T in(Place place) {
        return all.computeIfAbsent(place, make);
    }

    public synchronized Collection<T> all() {
        return List.copyOf(all.values());
    }
}
