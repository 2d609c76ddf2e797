package dev.slipway.approval;

import dev.slipway.catalog.Protection;
import dev.slipway.identity.Place;
import dev.slipway.job.Job;
import dev.slipway.job.Jobs;
import dev.slipway.job.spi.Gate;
import dev.slipway.release.Release;
import dev.slipway.release.Releases;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Lets a job start when enough people have approved exactly what it would do at that moment. */
@Component
@Order(100)
class ApprovalGate implements Gate {

    private static final String AUTHOR = "author";

    private final Rounds rounds;
    private final ApprovalStore store;
    private final Electorates electorates;
    private final Effects effects;
    private final Facts facts;

    /** What is known of a job and its releases. */
    @Component
    record Facts(Jobs jobs, Releases releases) {}

    ApprovalGate(Rounds rounds, ApprovalStore store, Electorates electorates, Effects effects, Facts facts) {
        this.rounds = rounds;
        this.store = store;
        this.electorates = electorates;
        this.effects = effects;
        this.facts = facts;
    }

    @Override
    public String name() {
        return Judge.GATE;
    }

    @Override
    public List<Standing> ask(Question question) {
        var rule = question.environment().protection().approval();
        var run = question.job();
        if (rule == null) {
            if (run != null && question.moment() == Moment.START) {
                withdraw(run.id(), question.at());
            }
            return List.of();
        }
        if (run == null || question.moment() == Moment.LOOK) {
            return List.of(look(run, rule, question.at()));
        }
        var job = Objects.requireNonNull(facts.jobs().find(run.id()).block(), "A job that asks is there");
        return List.of(
                question.moment() == Moment.START ? start(job, rule, question.at()) : step(job, rule, question.at()));
    }

    private Standing look(@Nullable Run run, Protection.Approval rule, Instant now) {
        var last = run == null
                ? Optional.<Approval>empty()
                : store.latest(run.id()).blockOptional();
        return Judge.look(
                last.orElse(null), rule, electorate(last.map(Approval::places).orElse(List.of())), now);
    }

    /** What would happen is found out before the rounds are locked: targets take their time. */
    private Standing start(Job job, Protection.Approval rule, Instant now) {
        var found = effects.of(job);
        var electorate = electorate(job.places());
        var within = rounds.properties().decideWithin();
        var ask = new Ask(Person.of(job.order().requestedBy()), author(job), rule, now, now.plus(within));
        var asked = new Judge.Case(subject(job), ask, found.effect(), found.defined(), electorate, now, within);
        var standing = standing(rounds.admit(job.id(), last -> Judge.start(last.orElse(null), asked)));
        if (standing.state() == State.OPEN) {
            rounds.settleSoon(job.id(), now).block();
        }
        return standing;
    }

    private Standing step(Job job, Protection.Approval rule, Instant now) {
        var order = Effects.order(job);
        return standing(rounds.judge(job.id(), last -> Judge.step(last.orElse(null), order, rule, now)));
    }

    /** A round that was just written has its page only now. */
    private static Standing standing(Mono<Judgement> judging) {
        var judgement = Objects.requireNonNull(judging.block());
        var standing = judgement.standing();
        if (standing.state() != State.CLOSED || judgement.written().isEmpty()) {
            return standing;
        }
        var page = Judge.page(judgement.written().getLast());
        return Standing.closed(
                standing.gate(),
                standing.title(),
                standing.reason(),
                new Opening(null, standing.opening().by(), page));
    }

    private void withdraw(long job, Instant now) {
        if (store.latest(job)
                .filter(round -> round.state().open())
                .blockOptional()
                .isEmpty()) {
            return;
        }
        rounds.judge(
                        job,
                        last -> new Judgement(
                                Standing.open(Judge.GATE, "Approval", "Nobody need approve"),
                                last
                                        .filter(round -> round.state().open())
                                        .map(round -> round.after(
                                                ApprovalEvent.CANCEL,
                                                "The environment no longer asks for approval",
                                                now))
                                        .stream()
                                        .toList()))
                .block();
    }

    private Electorate electorate(List<Place> places) {
        return Objects.requireNonNull(electorates.now().block()).in(places);
    }

    static Approval.Subject subject(Job job) {
        return new Approval.Subject(
                job.project(),
                job.order().environment(),
                job.id(),
                job.number(),
                job.order().title());
    }

    private @Nullable String author(Job job) {
        return Flux.fromIterable(job.order().placements())
                .filter(placement -> placement.version() != null)
                .concatMap(placement ->
                        facts.releases().find(job.project(), placement.service(), String.valueOf(placement.version())))
                .mapNotNull(release -> author(release))
                .collectList()
                .mapNotNull(authors -> authors.isEmpty() ? null : authors.getFirst())
                .block();
    }

    private static @Nullable String author(Release release) {
        return release.labels().get(AUTHOR);
    }
}
