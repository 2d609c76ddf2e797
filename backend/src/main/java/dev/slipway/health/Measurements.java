package dev.slipway.health;

import dev.slipway.catalog.Placement;
import dev.slipway.target.Load;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** What gauges told of a placement, for its history: what is not told now is not told. Blocks. */
@Component
record Measurements(Gauges gauges, Readings readings, Clock clock) {

    Load of(Placement placement) {
        if (!gauges.measure(placement)) {
            return Load.NONE;
        }
        var now = clock.instant();
        List<Reading> known =
                Objects.requireNonNull(readings.of(placement.key()).block());
        return gauges.names().stream()
                .flatMap(name -> by(known, name))
                .map(reading -> reading.judged(now).load())
                .reduce(Load.NONE, Load::or);
    }

    private static Stream<Reading> by(List<Reading> all, String gauge) {
        return all.stream().filter(one -> one.by().equals(gauge));
    }
}
