package dev.slipway.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.kagkarlsson.scheduler.task.Execution;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class FreeHandsTest {

    private final FreeHands hands = new FreeHands();
    private final AtomicInteger busy = new AtomicInteger();
    private final AtomicInteger looks = new AtomicInteger();

    @Test
    void nothingShouldBePromisedByAPortalThatDoesNotWork() {
        assertThat(hands.promise("test")).isNull();
    }

    @Test
    void noMoreShouldBePromisedThanThereAreHands() {
        open("one", 2);
        busy.set(1);

        var first = promise();
        assertThat(hands.promise("test")).isNull();

        first.withdraw();
        first.withdraw();
        assertThat(hands.promise("test")).isNotNull();
        assertThat(hands.promise("test")).isNull();
    }

    @Test
    void workOfAnotherKindShouldBeLeftToOthers() {
        open("one", 2);

        assertThat(hands.promise("other")).isNull();
    }

    @Test
    void whatIsKeptShouldBeBegunOnceAndThenFreeTheHand() {
        open("one", 1);
        var work = work("1");

        var promise = promise();
        promise.keep(work);
        promise.keep(work);

        assertThat(looks).hasValue(1);
        assertThat(hands.promise("test")).isNull();
        assertThat(hands.begin(10)).containsExactly(work);
        assertThat(hands.begin(10)).isEmpty();
        assertThat(hands.promise("test")).isNotNull();
    }

    @Test
    void aPortalThatStopsShouldGetBackWhatWasNotBegun() {
        open("one", 4);
        var begun = work("1");
        var left = work("2");
        promise().keep(begun);
        assertThat(hands.begin(1)).containsExactly(begun);
        promise().keep(left);

        assertThat(hands.close()).containsExactly(left);
        assertThat(hands.promise("test")).isNull();
    }

    @Test
    void whatWasPromisedByAPortalThatHasStoppedShouldNotBeBegunByTheNext() {
        open("one", 4);
        var late = promise();
        hands.close();
        open("two", 1);

        late.keep(work("1"));

        assertThat(hands.begin(10)).isEmpty();
        assertThat(hands.promise("test")).isNotNull();
    }

    private void open(String name, int number) {
        hands.open(new FreeHands.Portal(name, Set.of("test"), number, busy::get, looks::incrementAndGet));
    }

    private FreeHands.Promise promise() {
        return Objects.requireNonNull(hands.promise("test"));
    }

    private static Execution work(String id) {
        return new Execution(Instant.EPOCH, new TaskInstance<Void>("test", id));
    }
}
