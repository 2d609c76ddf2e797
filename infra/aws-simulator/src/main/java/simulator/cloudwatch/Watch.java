package simulator.cloudwatch;

import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import simulator.Place;

/** The alarms and metrics of an account in a region. */
public final class Watch {

    private final Place place;
    private final InstantSource clock;
    private final Map<String, Alarm> alarms = new LinkedHashMap<>();
    private final Map<Series, NavigableMap<Instant, Double>> points = new LinkedHashMap<>();

    public Watch(Place place, InstantSource clock) {
        this.place = place;
        this.clock = clock;
    }

    /** Makes an alarm, at first {@code OK}. */
    public synchronized void alarm(String name, Series watched, double threshold) {
        alarms.put(
                name,
                new Alarm(name, watched, threshold, "OK", "Threshold not crossed: no datapoint", clock.instant()));
    }

    /** @param state {@code OK}, {@code ALARM} or {@code INSUFFICIENT_DATA} */
    public synchronized boolean set(String alarm, String state, String reason) {
        return alarms.computeIfPresent(alarm, (_, found) -> found.in(state, reason, clock.instant())) != null;
    }

    /** The alarm by its name, which is what a service's deployment names. */
    public synchronized Optional<Alarm> alarm(String name) {
        return Optional.ofNullable(alarms.get(name));
    }

    public synchronized void put(Series series, double value) {
        put(series, clock.instant(), value);
    }

    public synchronized void put(Series series, Instant at, double value) {
        points.computeIfAbsent(series, _ -> new TreeMap<>()).put(at, value);
    }

    synchronized List<Alarm> alarms() {
        return List.copyOf(alarms.values());
    }

    synchronized List<Series> series() {
        return List.copyOf(points.keySet());
    }

    synchronized NavigableMap<Instant, Double> points(Series series, Instant from, Instant to) {
        return new TreeMap<>(points.getOrDefault(series, new TreeMap<>()).subMap(from, true, to, false));
    }

    String arn(Alarm alarm) {
        return place.arn("cloudwatch", "alarm:" + alarm.name());
    }
}
