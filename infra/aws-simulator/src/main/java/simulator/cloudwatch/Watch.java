package simulator.cloudwatch;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import simulator.Place;

/** The alarms and metrics of an account in a region. */
public final class Watch {

    private final Place place;
    private final InstantSource clock;
    private final Map<String, Alarm> alarms = new LinkedHashMap<>();
    private final Map<Series, NavigableMap<Instant, Double>> points = new LinkedHashMap<>();
    private final Map<String, Meter> meters = new ConcurrentHashMap<>();

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

    /** Has the metrics of a namespace of AWS's own reported; what was put counts more. */
    public void meter(String namespace, Meter meter) {
        meters.put(namespace, meter);
    }

    NavigableMap<Instant, Double> points(Series series, Instant from, Instant to) {
        var found = put(series, from, to);
        var meter = meters.get(series.namespace());
        if (found.isEmpty() && meter != null) {
            var last = clock.instant().isBefore(to) ? clock.instant() : to;
            // Not while this is locked: a meter waits for the clock, and what the clock moves waits for this.
            for (var minute = from.truncatedTo(ChronoUnit.MINUTES);
                    !minute.plusSeconds(60).isAfter(last);
                    minute = minute.plusSeconds(60)) {
                var at = minute;
                meter.value(series, at).ifPresent(value -> found.put(at, value));
            }
        }
        return found;
    }

    private synchronized NavigableMap<Instant, Double> put(Series series, Instant from, Instant to) {
        return new TreeMap<>(points.getOrDefault(series, new TreeMap<>()).subMap(from, true, to, false));
    }

    String arn(Alarm alarm) {
        return place.arn("cloudwatch", "alarm:" + alarm.name());
    }
}
