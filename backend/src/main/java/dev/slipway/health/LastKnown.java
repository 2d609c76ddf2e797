package dev.slipway.health;

import dev.slipway.target.PlacementKey;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What was seen and measured last, put together. */
@Component
record LastKnown(Looks looks, Readings readings, Gauges gauges) {

    Mono<Observed> of(PlacementKey key, Instant now) {
        return Mono.zip(looks.latest(key), readings.of(key))
                .map(both -> Observed.of(both.getT1(), now).measured(judged(both.getT2(), now)));
    }

    Flux<Observed> ofProject(String project, Instant now) {
        return put(looks.ofProject(project), readings.ofProject(project), now);
    }

    Flux<Observed> of(Collection<PlacementKey> keys, Instant now) {
        return put(looks.of(keys), readings.of(keys), now);
    }

    Flux<Observed> all(Instant now) {
        return put(looks.all(), readings.all(), now);
    }

    private Flux<Observed> put(Flux<Kept> seen, Flux<Reading> measured, Instant now) {
        return measured.collect(Collectors.groupingBy(Reading::placement))
                .flatMapMany(all -> seen.map(one -> Observed.of(one, now).measured(of(all, one, now))));
    }

    private List<Reading> of(Map<PlacementKey, List<Reading>> all, Kept one, Instant now) {
        return judged(all.getOrDefault(one.look().placement(), List.of()), now);
    }

    /** Those of gauges that there still are. */
    private List<Reading> judged(List<Reading> all, Instant now) {
        return all.stream()
                .filter(reading -> gauges.find(reading.by()).isPresent())
                .sorted(Comparator.comparing(reading -> gauges.names().indexOf(reading.by())))
                .map(reading -> reading.judged(now))
                .toList();
    }
}
