package dev.slipway.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;

class RoundsTest {

    private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
    private final AtomicInteger rounds = new AtomicInteger();

    private final class Counting extends Rounds {

        private final int failing;

        Counting(int failing) {
            super(Duration.ofSeconds(1), Duration.ofSeconds(10), time);
            this.failing = failing;
        }

        @Override
        protected Mono<?> round() {
            if (rounds.incrementAndGet() == failing) {
                throw new IllegalStateException("the database is away");
            }
            return Mono.just("done");
        }

        @Override
        protected String whenFailed() {
            return "Not counted";
        }
    }

    @Test
    void roundsShouldComeAgainAndAgainUntilStopped() {
        var counting = new Counting(0);
        counting.start();
        assertThat(counting.isRunning()).isTrue();
        time.advanceTimeBy(Duration.ofSeconds(1));
        assertThat(rounds).hasValue(1);
        time.advanceTimeBy(Duration.ofSeconds(20));
        assertThat(rounds).hasValue(3);
        counting.stop();
        assertThat(counting.isRunning()).isFalse();
        time.advanceTimeBy(Duration.ofMinutes(1));
        assertThat(rounds).hasValue(3);
    }

    @Test
    void failedRoundShouldNotBeTheLast() {
        var counting = new Counting(1);
        counting.start();
        time.advanceTimeBy(Duration.ofSeconds(11));
        assertThat(rounds).hasValue(2);
        counting.stop();
    }
}
