package dev.slipway.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.testing.Await;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;

class WatchedTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final AtomicInteger reads = new AtomicInteger();
    private final Sinks.Many<String> hints = Sinks.many().multicast().directBestEffort();
    private final Watched<String, Integer> counted = Watched.of(
            Duration.ofDays(1),
            key -> hints.asFlux().filter(key::equals),
            _ -> Mono.fromCallable(reads::incrementAndGet));

    @Test
    void manyViewersShouldCostOneRead() {
        var viewers = Flux.range(0, 100)
                .map(_ -> counted.watch("job")
                        .takeUntil(state -> state == 2)
                        .collectList()
                        .toFuture())
                .collectList()
                .block(LIMIT);
        Await.until("the first state is read", LIMIT, () -> reads.get() == 1);
        hints.emitNext("job", Sinks.EmitFailureHandler.FAIL_FAST);
        assertThat(viewers)
                .allSatisfy(
                        viewer -> assertThat(viewer.get(30, TimeUnit.SECONDS)).endsWith(2));
        assertThat(reads).hasValue(2);
    }

    @Test
    void aLaterViewerShouldSeeTheStateAtOnceWithoutARead() {
        var first = counted.watch("job").subscribe();
        assertThat(counted.watch("job").blockFirst(LIMIT)).isEqualTo(1);
        assertThat(counted.watch("job").blockFirst(LIMIT)).isEqualTo(1);
        assertThat(counted.watch("another").blockFirst(LIMIT)).isEqualTo(2);
        first.dispose();
    }

    @Test
    void whatNobodyWatchesShouldNotBeReadAndBeReadAnewForTheNext() {
        assertThat(counted.watch("job").blockFirst(LIMIT)).isEqualTo(1);
        Await.until("nobody listens any more", LIMIT, () -> hints.currentSubscriberCount() == 0);
        hints.tryEmitNext("job");
        assertThat(counted.watch("job").blockFirst(LIMIT)).isEqualTo(2);
    }

    @Test
    void theLastStateShouldEndIt() {
        var ending = counted.until(state -> state == 2);
        StepVerifier.create(ending.watch("job"))
                .expectNext(1)
                .then(() -> hints.tryEmitNext("job"))
                .expectNext(2)
                .expectComplete()
                .verify(LIMIT);
    }

    @Test
    void aFailedReadShouldReachItsViewersAndNotTheNext() {
        var answers = List.<Mono<Integer>>of(Mono.error(new IllegalStateException("gone")), Mono.just(7))
                .iterator();
        var failing = Watched.<String, Integer>of(Duration.ofDays(1), _ -> Flux.never(), _ -> answers.next());
        StepVerifier.create(failing.watch("job")).expectErrorMessage("gone").verify(LIMIT);
        assertThat(failing.watch("job").blockFirst(LIMIT)).isEqualTo(7);
    }
}
