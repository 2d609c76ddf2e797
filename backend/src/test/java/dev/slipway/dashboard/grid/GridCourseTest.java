package dev.slipway.dashboard.grid;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.health.Observed;
import dev.slipway.target.Health;
import dev.slipway.target.Observation;
import dev.slipway.target.PlacementKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** Two placements that change, and a grid that is told of it, or not. */
class GridCourseTest {

    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final PlacementKey WEB = new PlacementKey("shop", "prod", "web");
    private static final PlacementKey WORKER = new PlacementKey("shop", "prod", "worker");

    private final Map<PlacementKey, Observed> truth = new ConcurrentHashMap<>();
    private final Sinks.Many<GridHint> hints = Sinks.many().unicast().onBackpressureBuffer();
    private final List<GridReading> readings = new CopyOnWriteArrayList<>();
    private final List<GridDue> partly = new CopyOnWriteArrayList<>();
    private final Sinks.Empty<Void> held = Sinks.empty();
    private volatile boolean holds;

    private final GridCourse course =
            new GridCourse(Mono.fromSupplier(() -> reading(truth)), this::again, Clock.systemUTC());
    private final Disposable watching = course.readings(hints.asFlux()).subscribe(readings::add);

    @AfterEach
    void stop() {
        watching.dispose();
    }

    @Test
    void theFirstReadingShouldBeOfEverythingWhateverWasHinted() {
        sees(WEB, "1.0");
        sees(WORKER, "1.0");
        tell(new GridHint.Seen(WEB));

        awaitVersions("1.0", "1.0");
        assertThat(partly).isEmpty();
    }

    @Test
    void aHintShouldHaveThatPlacementReadAloneAndTheOthersKept() {
        begin();
        sees(WEB, "1.1");
        sees(WORKER, "1.1");
        tell(new GridHint.Seen(WEB));

        awaitVersions("1.1", "1.0");
        assertThat(partly).containsExactly(new GridDue(false, Set.of(WEB), Set.of(), false));
    }

    @Test
    void whatNobodyToldShouldBeReadWithEverything() {
        begin();
        sees(WORKER, "1.1");
        tell(new GridHint.Seen(WEB));
        awaitReadings(2);
        assertThat(version(WORKER)).isEqualTo("1.0");

        tell(new GridHint.Everything());

        awaitVersions("1.0", "1.1");
    }

    @Test
    void whatIsHintedWhileSomethingIsReadShouldBeReadAfterwardsInOneGo() {
        begin();
        holds = true;
        tell(new GridHint.Seen(WEB));
        Awaitility.await().until(() -> partly.size() == 1);
        sees(WEB, "1.2");
        sees(WORKER, "1.2");
        tell(new GridHint.Seen(WORKER));
        tell(new GridHint.Seen(WEB));
        tell(new GridHint.Alerted());
        holds = false;
        held.tryEmitEmpty();

        awaitVersions("1.2", "1.2");
        assertThat(partly).hasSize(2);
        assertThat(partly.getLast().placements()).containsExactlyInAnyOrder(WEB, WORKER);
        assertThat(partly.getLast().alerts()).isTrue();
    }

    @Test
    void aPlacementThatIsForgottenShouldBeUnknown() {
        begin();
        truth.remove(WEB);
        tell(new GridHint.Seen(WEB));

        Awaitility.await()
                .untilAsserted(() -> assertThat(
                                last().state(NOON).tile(WEB).orElseThrow().health())
                        .isEqualTo(Health.UNKNOWN));
        assertThat(last().state(NOON).tile(WORKER).orElseThrow().health()).isEqualTo(Health.HEALTHY);
    }

    @Test
    void whatWasNotReadAgainShouldNotStayGreenForLongerThanItIsBelieved() {
        begin();
        tell(new GridHint.Seen(WEB));
        awaitReadings(2);

        var still = last().state(NOON.plus(PATIENCE)).tile(WORKER).orElseThrow();
        var later = last().state(NOON.plus(PATIENCE).plusMillis(1)).tile(WORKER).orElseThrow();

        assertThat(still.health()).isEqualTo(Health.HEALTHY);
        assertThat(later.health()).isEqualTo(Health.UNKNOWN);
        assertThat(Objects.requireNonNull(later.mark()).text()).isEqualTo("not looked at for 15 s");
        assertThat(later.runs().count()).isEqualTo("–/2");
    }

    @Test
    void manyHintsShouldBecomeEverything() {
        var due = GridDue.NOTHING;
        for (var i = 0; i < GridDue.MANY; i++) {
            due = due.and(new GridHint.Seen(new PlacementKey("shop", "prod", "s" + i)));
        }
        assertThat(due.all()).isFalse();

        due = due.and(new GridHint.Moved(7));

        assertThat(due.all()).isTrue();
        assertThat(due.and(new GridHint.Seen(WEB)).all()).isTrue();
    }

    private void begin() {
        sees(WEB, "1.0");
        sees(WORKER, "1.0");
        tell(new GridHint.Everything());
        awaitReadings(1);
    }

    private void tell(GridHint hint) {
        hints.tryEmitNext(hint).orThrow();
    }

    private void sees(PlacementKey key, String version) {
        var seen = new Observation(NOON, Health.HEALTHY, 2, 2, 0, version, null, false, List.of(), "");
        truth.put(
                key,
                new Observed(
                        key,
                        seen,
                        Health.HEALTHY,
                        Duration.ZERO,
                        "",
                        null,
                        NOON,
                        null,
                        List.of(),
                        new Observed.Looked(NOON, NOON.plus(PATIENCE))));
    }

    private Mono<GridReading> again(GridReading before, GridDue due) {
        partly.add(due);
        var now = due.placements().stream()
                .filter(truth::containsKey)
                .collect(Collectors.toMap(key -> key, key -> Objects.requireNonNull(truth.get(key))));
        var read = before.seen(due.placements(), now);
        return holds ? held.asMono().thenReturn(read) : Mono.just(read);
    }

    private static GridReading reading(Map<PlacementKey, Observed> observed) {
        return new GridReading(
                List.of(),
                List.of(WEB, WORKER),
                Map.copyOf(observed),
                new GridReading.Work(Map.of(), Map.of(), Map.of()),
                new GridReading.Alerts(Map.of()));
    }

    private GridReading last() {
        return readings.getLast();
    }

    private String version(PlacementKey key) {
        return String.valueOf(last().state(NOON).tile(key).orElseThrow().runs().version());
    }

    private void awaitReadings(int many) {
        Awaitility.await().until(() -> readings.size() >= many);
    }

    private void awaitVersions(String web, String worker) {
        Awaitility.await().untilAsserted(() -> {
            assertThat(readings).isNotEmpty();
            assertThat(List.of(version(WEB), version(WORKER))).containsExactly(web, worker);
        });
    }
}
