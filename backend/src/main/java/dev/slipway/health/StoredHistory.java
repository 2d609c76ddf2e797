package dev.slipway.health;

import dev.slipway.target.PlacementKey;
import dev.slipway.web.FieldProblem;
import dev.slipway.web.InvalidInput;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Reads what the observers of all replicas kept. */
@Component
class StoredHistory implements History {

    private final Looks looks;
    private final Chronicle chronicle;
    private final HistorySettings settings;
    private final Clock clock;

    StoredHistory(Looks looks, Chronicle chronicle, HistorySettings settings, Clock clock) {
        this.looks = looks;
        this.chronicle = chronicle;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public Mono<Series> samples(PlacementKey placement, Instant from, Instant until, int most) {
        if (!until.isAfter(from)) {
            return Mono.error(new InvalidInput(
                    "Nothing was read.",
                    new FieldProblem("until", "must be after from", "Ask for a stretch of time that has a length.")));
        }
        var step = Step.of(from, until, most, settings, clock.instant());
        var begin = step.begin(from);
        var kept = chronicle
                .samples()
                .read(placement, step.grain(), step.length(), begin, until)
                .collectList();
        var underWay = looks.latest(placement)
                .map(Kept::gathered)
                .filter(minute -> minute.looks() > 0
                        && !minute.minute().isBefore(begin)
                        && minute.minute().isBefore(until))
                .map(Gathered::sample)
                .map(Optional::of)
                .defaultIfEmpty(Optional.empty());
        return Mono.zip(kept, underWay, states(placement, from, until))
                .map(all -> new Series(
                        step.length(),
                        all.getT2()
                                .map(minute -> withLast(all.getT1(), minute, step))
                                .orElse(all.getT1()),
                        all.getT3()));
    }

    private static List<Sample> withLast(List<Sample> samples, Sample minute, Step step) {
        var at = step.begin(minute.at());
        var all = new ArrayList<>(samples);
        if (!all.isEmpty() && all.getLast().at().equals(at)) {
            all.set(all.size() - 1, all.getLast().plus(minute));
        } else {
            all.add(minute.beginning(at));
        }
        return all;
    }

    private Mono<List<HealthChange>> states(PlacementKey placement, Instant from, Instant until) {
        return chronicle
                .changes()
                .at(placement, from)
                .concatWith(chronicle.changes().between(placement, from, until))
                .collectList();
    }

    @Override
    public Flux<HealthChange> at(String project, Instant moment) {
        return chronicle.changes().at(project, moment);
    }

    /** To the minute, for as long as hours are kept. */
    @Override
    public Flux<PlacementKey> lookedAt(String project, Instant moment) {
        var samples = chronicle.samples();
        return moment.isBefore(clock.instant().minus(settings.hours()))
                ? samples.lookedAtThatDay(project, moment)
                : samples.lookedAt(project, moment);
    }

    @Override
    public Flux<HealthChange> changes(PlacementKey placement, Instant from, Instant until) {
        return chronicle.changes().between(placement, from, until);
    }

    @Override
    public Flux<HealthChange> changes(String project, Instant from, Instant until) {
        return chronicle.changes().between(project, from, until);
    }
}
