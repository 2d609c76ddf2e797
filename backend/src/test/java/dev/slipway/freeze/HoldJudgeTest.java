package dev.slipway.freeze;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.audit.Actor;
import dev.slipway.catalog.Environment;
import dev.slipway.catalog.Protection.OnFreeze;
import dev.slipway.job.spi.Gate;
import dev.slipway.job.spi.Gate.Moment;
import dev.slipway.job.spi.Gate.State;
import dev.slipway.target.PlacementKey;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every state of what may hold a job, with every moment at which it may ask, as tables. */
class HoldJudgeTest {

    private static final ZoneId UTC = ZoneId.of("UTC");
    private static final Instant NOW = Instant.parse("2026-11-27T20:00:00Z");
    private static final Environment PROD =
            new Environment("prod", "Production", List.of(), Environment.WhenLocked.QUEUE);
    private static final Actor ADA = new Actor(Actor.Kind.PERSON, "ada", "Ada");

    private static Gate.Question asked(Moment moment, String by) {
        var run = moment == Moment.LOOK
                ? null
                : new Gate.Run(
                        1,
                        1,
                        "deploy",
                        1,
                        new Actor(Actor.Kind.PERSON, by, by),
                        NOW,
                        moment == Moment.STEP ? NOW.minusSeconds(60) : null,
                        moment == Moment.STEP ? "deploy/web" : null);
        var web = new Gate.Change(new PlacementKey("shop", "prod", "web"), "1.0.0");
        return new Gate.Question("shop", PROD, List.of(web), run, moment, NOW);
    }

    private static Freeze freeze(Freeze.Kind kind, int fromHour, int untilHour) {
        var day = LocalDateTime.of(2026, 11, 27, 0, 0);
        return new Freeze(
                1,
                "Evening",
                kind,
                new Scope("shop", "prod", null),
                new Window(day.plusHours(fromHour), day.plusHours(untilHour), UTC, "FREQ=DAILY"),
                "Nobody is there",
                "Ada",
                NOW);
    }

    private static Gate.Standing only(Holds holds, Moment moment, OnFreeze onFreeze, String by) {
        return HoldJudge.judge(holds, asked(moment, by), onFreeze).getFirst();
    }

    private static Holds with(Freeze... freezes) {
        return new Holds(null, List.of(freezes), List.of(), Map.of());
    }

    @Test
    void nothingThatHoldsShouldBeNothingToSay() {
        for (var moment : Moment.values()) {
            assertThat(HoldJudge.judge(Holds.NONE, asked(moment, "bob"), OnFreeze.PAUSE))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        // kind, from, until, overridden, moment, onFreeze, stands
        "DENY,  18, 22, false, LOOK,  PAUSE,  CLOSED",
        "DENY,  18, 22, false, START, PAUSE,  CLOSED",
        "DENY,  18, 22, false, STEP,  FINISH, OPEN",
        "DENY,  18, 22, false, STEP,  PAUSE,  CLOSED",
        "DENY,  18, 22, false, STEP,  STOP,   REFUSED",
        "DENY,  18, 22, true,  LOOK,  PAUSE,  OPEN",
        "DENY,  18, 22, true,  START, PAUSE,  OPEN",
        "DENY,  18, 22, true,  STEP,  FINISH, OPEN",
        "DENY,  18, 22, true,  STEP,  PAUSE,  OPEN",
        "DENY,  18, 22, true,  STEP,  STOP,   OPEN",
        "DENY,  21, 22, false, LOOK,  PAUSE,  OPEN",
        "DENY,  21, 22, false, START, PAUSE,  OPEN",
        "DENY,  21, 22, false, STEP,  STOP,   OPEN",
        "DENY,  18, 20, false, START, PAUSE,  OPEN",
        "DENY,  20, 22, false, START, PAUSE,  CLOSED",
        "ALLOW, 18, 22, false, LOOK,  PAUSE,  OPEN",
        "ALLOW, 18, 22, false, START, PAUSE,  OPEN",
        "ALLOW, 18, 22, false, STEP,  STOP,   OPEN",
        "ALLOW, 21, 22, false, LOOK,  PAUSE,  CLOSED",
        "ALLOW, 21, 22, false, START, PAUSE,  CLOSED",
        "ALLOW, 21, 22, false, STEP,  FINISH, OPEN",
        "ALLOW, 21, 22, false, STEP,  PAUSE,  CLOSED",
        "ALLOW, 21, 22, false, STEP,  STOP,   REFUSED",
        "ALLOW, 21, 22, true,  START, PAUSE,  OPEN",
        "ALLOW, 21, 22, true,  STEP,  STOP,   OPEN",
    })
    void freezeShouldStand(
            Freeze.Kind kind, int from, int until, boolean overridden, Moment moment, OnFreeze onFreeze, State state) {
        var overrides =
                overridden ? Map.of(1L, new Holds.Override(1, "Eve", "It is burning")) : Map.<Long, Holds.Override>of();
        var holds = new Holds(null, List.of(freeze(kind, from, until)), List.of(), overrides);

        assertThat(only(holds, moment, onFreeze, "bob").state()).isEqualTo(state);
    }

    @ParameterizedTest
    @CsvSource({
        // pauses, moment, stands
        "false, LOOK,  CLOSED",
        "false, START, CLOSED",
        "false, STEP,  OPEN",
        "true,  LOOK,  CLOSED",
        "true,  START, CLOSED",
        "true,  STEP,  CLOSED",
    })
    void stopShouldStand(boolean pauses, Moment moment, State state) {
        var holds = new Holds(new Stop(pauses, "Outage", "Ada", NOW), List.of(), List.of(), Map.of());

        assertThat(only(holds, moment, OnFreeze.FINISH, "bob").state()).isEqualTo(state);
    }

    @ParameterizedTest
    @CsvSource({
        // asked by, moment, stands
        "ada, START, OPEN",
        "ada, STEP,  OPEN",
        "ada/token-1, START, OPEN",
        "adam, START, CLOSED",
        "bob, LOOK,  CLOSED",
        "bob, START, CLOSED",
        "bob, STEP,  OPEN",
    })
    void lockShouldStand(String by, Moment moment, State state) {
        var lock = new Lock(1, "shop", "prod", "web", ADA.id(), ADA.name(), "Load test", NOW, NOW.plusSeconds(600));
        var holds = new Holds(null, List.of(), List.of(lock), Map.of());

        var standing = only(holds, moment, OnFreeze.STOP, by);

        assertThat(standing.state()).isEqualTo(state);
        if (state == State.CLOSED) {
            assertThat(standing.opening().at()).isEqualTo(NOW.plusSeconds(600));
            assertThat(standing.opening().by()).contains("Ada");
        }
    }

    @Test
    void closedFreezeShouldOpenWhenNoOtherHoldsEither() {
        // frozen until 22:00, and from then on allowed only from 23:30
        var holds = with(freeze(Freeze.Kind.DENY, 18, 22), allowing(23, 24));

        assertThat(HoldJudge.judge(holds, asked(Moment.START, "bob"), OnFreeze.PAUSE))
                .filteredOn(s -> s.state() == State.CLOSED)
                .hasSize(2)
                .allSatisfy(s -> assertThat(s.opening().at()).isEqualTo(Instant.parse("2026-11-27T23:00:00Z")));
    }

    @Test
    void oneOfSeveralAllowedWindowsShouldBeEnough() {
        var holds = with(freeze(Freeze.Kind.ALLOW, 1, 2), allowing(19, 21));

        assertThat(HoldJudge.judge(holds, asked(Moment.START, "bob"), OnFreeze.PAUSE))
                .singleElement()
                .extracting(Gate.Standing::state)
                .isEqualTo(State.OPEN);
    }

    private static Freeze allowing(int from, int until) {
        var allowed = freeze(Freeze.Kind.ALLOW, from, until);
        return new Freeze(
                2,
                "Calm hours",
                allowed.kind(),
                allowed.scope(),
                allowed.window(),
                allowed.reason(),
                allowed.by(),
                NOW);
    }

    @ParameterizedTest
    @CsvSource({
        // project, environment, service, touches
        ",     ,     ,       true",
        "shop, ,     ,       true",
        "shop, prod, ,       true",
        "shop, prod, web,    true",
        "shop, ,     web,    true",
        "shop, prod, worker, false",
        "shop, dev,  ,       false",
        "shop, dev,  web,    false",
        "mail, ,     ,       false",
        "mail, prod, web,    false",
    })
    void scopeShouldTouch(
            @Nullable String project, @Nullable String environment, @Nullable String service, boolean touches) {
        var web = new PlacementKey("shop", "prod", "web");

        assertThat(new Scope(project, environment, service).touches("shop", "prod", List.of(web)))
                .isEqualTo(touches);
    }
}
