package dev.slipway.approval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.catalog.Protection;
import dev.slipway.job.spi.Gate;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One job on its way, with two portals that may go on with it, people, a definition, a freeze and a clock. What is asked of
 * the judge is asked as the gate asks it: the effect and the people are found out first, and judged later.
 */
final class Shipping {

    static final int ACTS = 15;

    private static final List<String> ACT = List.of(
            "portal A goes on",
            "portal B goes on",
            "olga, who asked, tries to approve",
            "ada approves",
            "bob approves",
            "cyn approves",
            "bob rejects",
            "cyn requests changes",
            "another job changes what runs",
            "the definition changes",
            "freeze begins or ends",
            "cancel",
            "five hours pass",
            "bob leaves or joins",
            "four days pass");
    private static final Protection.Approval RULE = Samples.rule(2, List.of(), Duration.ofHours(12));

    private Instant now = Samples.NOW;
    private @Nullable Approval round;
    private int base = 1;
    private int defined = 512;
    private boolean frozen;
    private boolean bobIsIn = true;
    private boolean started;
    private boolean ended;
    private long fence;
    private boolean locked;
    private final Portal a = new Portal();
    private final Portal b = new Portal();

    /** How far a portal has come with the job: what it found out, and under which lease. */
    private static final class Portal {
        private long lease;
        private Judge.@Nullable Case found;
    }

    static String told(List<Integer> acts) {
        return acts.stream().map(ACT::get).collect(Collectors.joining(", then "));
    }

    boolean shipped() {
        return started;
    }

    void act(int act) {
        if (ended) {
            return;
        }
        switch (act) {
            case 0 -> goOn(a);
            case 1 -> goOn(b);
            case 2 -> vote("olga", Vote.Choice.APPROVE);
            case 3 -> vote("ada", Vote.Choice.APPROVE);
            case 4 -> vote("bob", Vote.Choice.APPROVE);
            case 5 -> vote("cyn", Vote.Choice.APPROVE);
            case 6 -> vote("bob", Vote.Choice.REJECT);
            case 7 -> vote("cyn", Vote.Choice.REQUEST_CHANGES);
            case 8 -> base += locked ? 0 : 1; // who does not hold the placement's lock cannot change what runs there
            case 9 -> defined += 256;
            case 10 -> frozen = !frozen;
            case 11 -> ended = true;
            case 12 -> now = now.plus(Duration.ofHours(5));
            case 13 -> bobIsIn = !bobIsIn;
            case 14 -> now = now.plus(Duration.ofDays(4));
            default -> throw new IllegalArgumentException("There is no act " + act);
        }
    }

    /** In two moves, between which anything may happen: what would happen is found out, then judged under the lock. */
    private void goOn(Portal portal) {
        if (portal.found == null) {
            portal.lease = ++fence;
            portal.found = found();
            return;
        }
        var asked = new Judge.Case(
                portal.found.subject(),
                portal.found.ask(),
                portal.found.effect(),
                portal.found.defined(),
                portal.found.electorate(),
                now,
                Samples.WITHIN);
        portal.found = null;
        if (portal.lease != fence) {
            judge(asked); // a portal that lost its lease may still ask, and must do no harm
            return;
        }
        switch (judge(asked)) {
            case OPEN -> pass();
            case REFUSED -> ended = true;
            case CLOSED, UNKNOWN -> locked = false;
        }
    }

    private Gate.State judge(Judge.Case asked) {
        var judgement = Judge.start(round, asked);
        if (!judgement.written().isEmpty()) {
            round = judgement.written().getLast();
        }
        return judgement.standing().state();
    }

    /** All gates are open: take the placement's lock, and ask again once it is held. */
    private void pass() {
        if (frozen) {
            locked = false;
        } else if (!locked) {
            locked = true;
        } else {
            start();
        }
    }

    private void start() {
        assertThat(started).as("it starts once").isFalse();
        assertThat(frozen).as("no freeze").isFalse();
        var runs = Samples.effect(base, 512);
        var signed = java.util.Objects.requireNonNull(round).votes().stream()
                .filter(vote -> vote.choice() == Vote.Choice.APPROVE)
                .filter(vote -> vote.hash().equals(runs.hash()))
                .filter(vote -> now.isBefore(vote.at().plus(Duration.ofHours(12))))
                .map(vote -> vote.by().userName())
                .collect(Collectors.toCollection(HashSet::new));
        assertThat(Set.of("ada", "bob", "cyn")).containsAll(signed);
        assertThat(signed).as("approved by two, of exactly what runs").hasSizeGreaterThanOrEqualTo(2);
        assertThat(round.votes()).noneMatch(vote -> vote.choice() == Vote.Choice.REJECT);
        started = true;
        ended = true;
    }

    private Judge.Case found() {
        var ask = new Ask(Samples.OLGA, null, RULE, now, now.plus(Samples.WITHIN));
        return new Judge.Case(
                new Approval.Subject("shop", "prod", 12, 3, "Deploy"),
                ask,
                Samples.effect(base, 512),
                Samples.effect(base, defined),
                people(),
                now,
                Samples.WITHIN);
    }

    private Electorate people() {
        return bobIsIn ? Samples.PEOPLE : Samples.people("ada", "cyn");
    }

    /** As {@link Decisions} does it. */
    private void vote(String who, Vote.Choice choice) {
        var current = round;
        if (current == null
                || !current.state().open()
                || people().hindrance(current.ask(), who, who).isPresent()) {
            return;
        }
        var vote = new Vote(
                Samples.person(who),
                choice,
                "because",
                now,
                null,
                current.effect().hash());
        round = current.decided(vote, people(), now);
    }

    /** Nobody acts any more and the freeze ends: the job must start or end by itself. */
    void waitUntilItIsOver() {
        frozen = false;
        for (var i = 0; i < 200 && !ended; i++) {
            goOn(a);
            now = now.plus(Duration.ofHours(1));
        }
        for (var i = 0; i < 30 && !ended; i++) {
            goOn(a);
            now = now.plus(Duration.ofDays(1));
        }
        assertThat(ended).as("it never waits for ever").isTrue();
    }
}
