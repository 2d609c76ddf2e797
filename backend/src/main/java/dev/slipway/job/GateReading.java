package dev.slipway.job;

import dev.slipway.job.spi.Gate;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How all gates stood at a moment.
 *
 * @param standings in the order of the gates; empty when none had anything to say
 * @param at when they were asked
 */
public record GateReading(List<Gate.Standing> standings, Instant at) {

    public GateReading {
        standings = List.copyOf(standings);
    }

    /** Whether a job may pass: not one gate is closed, refuses or cannot tell. */
    public boolean open() {
        return standings.stream().allMatch(s -> s.state() == Gate.State.OPEN);
    }

    /** What refuses for good, if anything does. */
    public Optional<Gate.Standing> refusal() {
        return standings.stream().filter(s -> s.state() == Gate.State.REFUSED).findFirst();
    }

    /** Gates that are not open. */
    public List<Gate.Standing> shut() {
        return standings.stream().filter(s -> s.state() != Gate.State.OPEN).toList();
    }

    /** When all gates may be open by themselves; empty when one needs an act, cannot tell, or when all are open. */
    public Optional<Instant> opens() {
        var shut = shut();
        return shut.stream().anyMatch(s -> s.opening().at() == null)
                ? Optional.empty()
                : shut.stream()
                        .map(s -> Objects.requireNonNull(s.opening().at()))
                        .max(Comparator.naturalOrder());
    }

    /** When the next gate may open by itself, so that asking again before is of no use unless somebody acts. */
    @Nullable
    Instant next() {
        return shut().stream()
                .flatMap(s -> Optional.ofNullable(s.opening().at()).stream())
                .min(Comparator.naturalOrder())
                .orElse(null);
    }

    /** One line on what it waits for. */
    public String reason() {
        var shut = shut();
        var first = shut.isEmpty() ? "All gates are open" : shut.getFirst().reason();
        return shut.size() > 1 ? first + " (and " + (shut.size() - 1) + " more)" : first;
    }
}
