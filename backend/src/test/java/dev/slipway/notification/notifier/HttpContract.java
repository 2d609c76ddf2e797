package dev.slipway.notification.notifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.slipway.notification.Notices;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What every way of sending over HTTP does besides. */
abstract class HttpContract extends NotifierContract {

    final Receiver receiver = new Receiver();

    @AfterEach
    void close() {
        receiver.close();
    }

    @Override
    String received() {
        return receiver.last().body();
    }

    @Override
    void refuseForNow() {
        receiver.says(503, "busy");
    }

    @Override
    void refuseForGood() {
        receiver.says(404, "no_service");
    }

    @Override
    void goDown() {
        receiver.goDown();
    }

    @Test
    void wishToBeLeftAloneShouldBeHeard() {
        receiver.says(_ -> new Receiver.Said(429, "", Map.of("Retry-After", "120")));
        var failed = catchThrowableOfType(
                NotDelivered.class, () -> notifier().send(destination(), Notices.ended(1), Notices.NOW));

        assertThat(failed.pause()).isEqualTo(Duration.ofMinutes(2));
        assertThat(failed.last()).isFalse();
    }
}
