package dev.slipway.approval;

import dev.slipway.audit.Actor;
import dev.slipway.engine.Signals;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What waits for approval, and what became of it. */
@Component
public class Approvals {

    private final ApprovalStore store;
    private final Rounds rounds;
    private final Rights rights;
    private final Signals signals;
    private final Clock clock;

    Approvals(ApprovalStore store, Rounds rounds, Rights rights, Signals signals, Clock clock) {
        this.store = store;
        this.rounds = rounds;
        this.rights = rights;
        this.signals = signals;
        this.clock = clock;
    }

    /**
     * One round as somebody sees it.
     *
     * @param yours whether it waits for them: they may decide and have not, or their approval has become too old
     * @param hindrance why they may not decide; null when they may
     * @param alone whether they may decide for themselves
     * @param stands those in whose place they may decide
     */
    public record Seen(
            Approval approval,
            Tally tally,
            boolean yours,
            @Nullable String hindrance,
            boolean alone,
            List<Person> stands) {

        public Seen {
            stands = List.copyOf(stands);
        }
    }

    /** The latest round of a job; empty when nobody was asked. */
    public Mono<Approval> ofJob(long job) {
        return store.latest(job);
    }

    /** As {@link #ofJob}, and nobody changes it until the caller's transaction ends. */
    public Mono<Approval> held(long job) {
        return store.lock(job).then(Mono.defer(() -> store.latest(job)));
    }

    /** Ends the open round of a job that is taken back, if there is one; in the caller's transaction. */
    public Mono<Void> withdraw(long job, String reason) {
        return rounds.withdraw(job, reason, clock.instant());
    }

    /** All rounds of a job, the first first. */
    public Flux<Approval> rounds(long job) {
        return store.rounds(job);
    }

    /** Empty when there is no such round. */
    public Mono<Seen> find(long id, Actor actor) {
        return store.find(id).flatMap(round -> rights.of(actor).map(voter -> seen(round, voter)));
    }

    /** What people can decide now, the oldest first. */
    public Flux<Seen> undecided(Actor actor) {
        return rights.of(actor).flatMapMany(voter -> store.undecided().map(round -> seen(round, voter)));
    }

    /** How many wait for somebody. */
    public Mono<Long> waitingFor(Actor actor) {
        return undecided(actor).filter(Seen::yours).count();
    }

    /** Rounds that are over, and approved ones, the newest first. */
    public Flux<Approval> decided(int limit, String @Nullable [] projects) {
        return store.decided(limit, projects);
    }

    /** A hint each time something about approvals changed; hot. */
    public Flux<String> changes() {
        return signals.on(Rounds.TOPIC);
    }

    private Seen seen(Approval round, Rights.Voter voter) {
        var right = voter.about(round);
        var now = clock.instant();
        var tally = Tally.of(round.ask(), round.votes(), right.electorate(), now);
        var said = round.voteOf(voter.person().userName())
                .filter(vote -> !Tally.stale(vote, round.ask().rule(), now))
                .isPresent();
        var hindrance = right.hindrance().orElse(null);
        var yours = round.state().undecided() && hindrance == null && !said;
        return new Seen(round, tally, yours, hindrance, right.own().isEmpty(), right.stands());
    }
}
