package dev.slipway.approval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.approval.Replicas.Portal;
import dev.slipway.audit.Actor;
import dev.slipway.freeze.FreezeRequest;
import dev.slipway.job.Job;
import dev.slipway.promotion.Promotion;
import dev.slipway.promotion.PromotionRequest;
import dev.slipway.promotion.PromotionRequest.Earlier;
import dev.slipway.promotion.PromotionShop;
import dev.slipway.testing.Await;
import dev.slipway.web.ProblemException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;

/**
 * One project in which people, at two portals at once, ask for promotions, decide about them, change the definition and
 * freeze. It keeps what was so when, to judge by it afterwards what the portals did.
 */
final class RealStory {

    private static final Duration LONG = Duration.ofMinutes(2);
    private static final String PROTECTION = "protection: {approval: {required: 2}}\nvariables: {REV: \"%d\"}";

    private final PromotionShop shop;
    private final Replicas replicas;
    private final DatabaseClient database;
    private final People people;
    private final Clock clock = Clock.systemUTC();

    private final AtomicInteger revision = new AtomicInteger();
    private final List<Span> definitions = new CopyOnWriteArrayList<>();
    private final List<Span> frozen = new CopyOnWriteArrayList<>();
    private final ConcurrentLinkedDeque<Span> freezes = new ConcurrentLinkedDeque<>();
    private final Map<Long, Optional<Earlier>> asked = new ConcurrentHashMap<>();

    /** Olga asks; three may approve. */
    record People(Actor olga, Actor ada, Actor bob, Actor cyn) {}

    /**
     * Something that was so from a moment on.
     *
     * @param id revision of the definition, or id of the freeze
     * @param began when it was asked for: not so before
     * @param held when it had been done: so from then on
     * @param until when its end was asked for; null while it lasts
     */
    private record Span(
            long id, Instant began, Instant held, @Nullable Instant until) {}

    RealStory(PromotionShop shop, Replicas replicas, DatabaseClient database, People people) {
        this.shop = shop;
        this.replicas = replicas;
        this.database = database;
        this.people = people;
    }

    /** What can happen, and how much likelier than the least likely. */
    enum Act {
        ADA_APPROVES(6),
        BOB_APPROVES(6),
        CYN_APPROVES(4),
        OLGA_APPROVES_HER_OWN(1),
        BOB_REJECTS(1),
        CYN_REQUESTS_CHANGES(1),
        NEWER_ONE_IS_ASKED_FOR(2),
        NEWER_ONE_SUPERSEDES(1),
        ANOTHER_ONE_BESIDE(1),
        WITHDRAW(1),
        CANCEL(1),
        DEFINITION_CHANGES(1),
        FREEZE_BEGINS(3),
        FREEZE_ENDS(5),
        TIME_TO_DECIDE_ENDS(1);

        static final List<Act> WEIGHTED = Arrays.stream(values())
                .flatMap(act -> Collections.nCopies(act.weight, act).stream())
                .toList();

        private final int weight;

        Act(int weight) {
            this.weight = weight;
        }
    }

    void begin() throws java.io.IOException {
        define();
        shop.release("web", "1.0.0", "1.1.0").proven("staging", "web", "1.1.0");
        ask(replicas.portal(0), null);
        Await.until(
                "people are asked",
                LONG,
                () -> last(replicas.portal(0))
                        .filter(round -> round.state().open())
                        .isPresent());
    }

    /** What is refused is refused; anything else that goes wrong ends the story badly. */
    void act(Act act, int lane) {
        try {
            act(act, replicas.portal(lane));
        } catch (ProblemException refused) {
            assertThat(refused).as(act + " is refused with a reason").hasMessageMatching("(?s).+");
        }
    }

    private void act(Act act, Portal portal) {
        switch (act) {
            case ADA_APPROVES -> decide(portal, people.ada(), Vote.Choice.APPROVE);
            case BOB_APPROVES -> decide(portal, people.bob(), Vote.Choice.APPROVE);
            case CYN_APPROVES -> decide(portal, people.cyn(), Vote.Choice.APPROVE);
            case OLGA_APPROVES_HER_OWN -> decide(portal, people.olga(), Vote.Choice.APPROVE);
            case BOB_REJECTS -> decide(portal, people.bob(), Vote.Choice.REJECT);
            case CYN_REQUESTS_CHANGES -> decide(portal, people.cyn(), Vote.Choice.REQUEST_CHANGES);
            case NEWER_ONE_IS_ASKED_FOR -> ask(portal, null);
            case NEWER_ONE_SUPERSEDES -> ask(portal, Earlier.SUPERSEDE);
            case ANOTHER_ONE_BESIDE -> ask(portal, Earlier.KEEP);
            case WITHDRAW ->
                newest(portal)
                        .ifPresent(promotion -> portal.promotions()
                                .withdraw(shop.project, promotion.number(), "Not needed", people.olga())
                                .block());
            case CANCEL ->
                newest(portal)
                        .ifPresent(promotion -> portal.carrying()
                                .control()
                                .cancel(promotion.job(), "Not now", people.olga())
                                .block());
            case DEFINITION_CHANGES -> define();
            case FREEZE_BEGINS -> freeze(portal);
            case FREEZE_ENDS -> thaw(portal);
            case TIME_TO_DECIDE_ENDS -> timeToDecideEnds(portal);
        }
    }

    private void ask(Portal portal, @Nullable Earlier earlier) {
        var terms = new PromotionRequest.Terms("quick", null, earlier, null, null);
        var made = portal.promotions()
                .request(new PromotionRequest(shop.project, null, "prod", List.of(), terms, people.olga()))
                .block();
        asked.put(Objects.requireNonNull(made).number(), Optional.ofNullable(earlier));
    }

    private Optional<Promotion> newest(Portal portal) {
        return portal.all().open(shop.project).collectList().blockOptional().stream()
                .flatMap(List::stream)
                .reduce((a, b) -> b);
    }

    private Optional<Approval> last(Portal portal) {
        return newest(portal)
                .flatMap(promotion ->
                        portal.approving().approvals().ofJob(promotion.job()).blockOptional());
    }

    private void decide(Portal portal, Actor who, Vote.Choice choice) {
        last(portal)
                .ifPresent(round -> portal.approving()
                        .decisions()
                        .decide(
                                round.id(),
                                new Decision(choice, "because", round.effect().hash(), null),
                                who)
                        .block());
    }

    private void define() {
        synchronized (definitions) {
            var now = revision.incrementAndGet();
            var began = clock.instant();
            shop.define(PROTECTION.formatted(now), "");
            definitions.add(new Span(now, began, clock.instant(), null));
        }
    }

    private void freeze(Portal portal) {
        var now = LocalDateTime.now(ZoneOffset.UTC);
        var began = clock.instant();
        var made = portal.carrying()
                .freezes()
                .make(
                        new FreezeRequest(
                                "Night",
                                "deny",
                                shop.project,
                                "prod",
                                null,
                                now.minusHours(1).toString(),
                                now.plusHours(2).toString(),
                                "UTC",
                                null,
                                "Everybody sleeps"),
                        people.olga())
                .block();
        freezes.add(new Span(Objects.requireNonNull(made).id(), began, clock.instant(), null));
    }

    private void thaw(Portal portal) {
        var freeze = freezes.poll();
        if (freeze != null) {
            frozen.add(new Span(freeze.id(), freeze.began(), freeze.held(), clock.instant()));
            portal.carrying().freezes().remove(freeze.id(), null, people.olga()).block();
        }
    }

    /** As if days had passed; whoever waits hears of it. */
    private void timeToDecideEnds(Portal portal) {
        database.sql("update approval set ask = jsonb_set(ask, '{decideBy}', to_jsonb(cast(:past as text)))"
                        + " where project = :project and ended_at is null")
                .bind("past", Instant.EPOCH.toString())
                .bind("project", shop.project)
                .then()
                .then(portal.carrying().gates().changed(shop.project, "prod"))
                .block();
    }

    /** Nobody acts any more, the freezes end, and the time to decide passes: everything must come to an end by itself. */
    void waitUntilItIsOver() {
        var portal = replicas.portal(0);
        while (!freezes.isEmpty()) {
            thaw(portal);
        }
        // approved rounds start; undecided ones, also those that begin now, expire
        Await.until("everything is over", LONG, () -> {
            timeToDecideEnds(portal);
            return portal.carrying().jobs().open(shop.project).collectList().blockOptional().stream()
                            .allMatch(List::isEmpty)
                    && portal.all().open(shop.project).collectList().blockOptional().stream()
                            .allMatch(List::isEmpty);
        });
    }

    /** How many have run. */
    int judge() {
        var portal = replicas.portal(1);
        var promotions = Objects.requireNonNull(
                portal.all().page(shop.project, null, null, 100).collectList().block());
        assertThat(promotions).hasSize(asked.size());
        var ran = 0;
        for (var promotion : promotions) {
            var job = Objects.requireNonNull(
                    portal.carrying().jobs().find(promotion.job()).block());
            var rounds = Objects.requireNonNull(portal.approving()
                    .approvals()
                    .rounds(job.id())
                    .collectList()
                    .block());
            if (job.status().startedAt() == null) {
                assertThat(promotion.state().name()).isNotIn("SHIPPED", "RUNNING", "WAITING");
            } else {
                ran++;
                assertAllowed(job, rounds.getLast());
            }
            assertNotSilent(promotion, rounds);
        }
        return ran;
    }

    /** By what was so at the moment in which its gates were found open, not by what the portal thinks of it. */
    private void assertAllowed(Job job, Approval round) {
        var reading = Objects.requireNonNull(job.status().gates());
        assertThat(reading.open()).as("every gate was open").isTrue();
        assertThat(frozen)
                .as("no freeze held at " + reading.at())
                .noneMatch(freeze -> freeze.held().isBefore(reading.at())
                        && reading.at().plusMillis(1).isBefore(Objects.requireNonNull(freeze.until())));
        assertThat(round.state()).isEqualTo(ApprovalState.USED);
        assertThat(round.votes()).noneMatch(vote -> vote.choice() == Vote.Choice.REJECT);
        assertThat(round.votes().stream()
                        .filter(vote -> vote.choice() == Vote.Choice.APPROVE
                                && vote.hash().equals(round.effect().hash()))
                        .map(vote -> vote.by().userName())
                        .distinct())
                .as("two others approved exactly this")
                .hasSizeGreaterThanOrEqualTo(2)
                .doesNotContain(people.olga().id());
        assertThat(Effects.order(job).runs())
                .as("what ran is what was signed")
                .isEqualTo(round.effect().runs());
        var ran = revisionOf(round);
        assertThat(definitions)
                .as("revision " + ran + " held at " + reading.at())
                .noneMatch(later -> later.id() > ran && later.held().isBefore(reading.at()));
    }

    private static long revisionOf(Approval round) {
        return round.effect()
                .content()
                .path("placements")
                .path("web")
                .path("configuration")
                .path("REV")
                .asLong();
    }

    private void assertNotSilent(Promotion promotion, List<Approval> rounds) {
        var newer = promotion.fate().supersededBy();
        if (newer == null) {
            return;
        }
        assertThat(rounds.stream()
                        .filter(round -> round.state() == ApprovalState.WITHDRAWN)
                        .flatMap(round -> round.votes().stream())
                        .filter(vote -> vote.choice() == Vote.Choice.APPROVE)
                        .toList())
                .as("an approval of #" + promotion.number() + " went only because somebody said so")
                .satisfies(granted -> assertThat(granted.isEmpty()
                                || asked.getOrDefault(newer, Optional.empty()).equals(Optional.of(Earlier.SUPERSEDE)))
                        .isTrue());
    }
}
