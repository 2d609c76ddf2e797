package dev.slipway.notification.message;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.notification.Kind;
import dev.slipway.notification.Notice;
import dev.slipway.notification.Recorded;
import dev.slipway.notification.Severity;
import dev.slipway.testing.PortalTest;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.node.MissingNode;

/** What people are told when the whole portal is stopped, and when it goes on. */
@PortalTest
class PortalMessagesTest {

    private static final Instant AT = Instant.parse("2026-11-22T10:00:00Z");

    @Autowired
    private Messages messages;

    @Test
    void aStopShouldBeToldAsCriticalWithWhoAndWhy() {
        var notice = told("everything.stop", "The network of the data centre is down");

        assertThat(notice.kind()).isEqualTo(Kind.EVERYTHING_STOPPED);
        assertThat(notice.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(notice.words().title()).isEqualTo("Ada stopped everything");
        assertThat(notice.words().text()).isEqualTo("The network of the data centre is down");
        assertThat(notice.words().link().url()).endsWith("/");
    }

    @Test
    void goingOnShouldBeToldInTheThreadOfTheStop() {
        var stop = told("everything.stop", "Wait");
        var resume = told("everything.resume", null);

        assertThat(resume.kind()).isEqualTo(Kind.EVERYTHING_RESUMED);
        assertThat(resume.severity()).isEqualTo(Severity.INFO);
        assertThat(resume.words().title()).isEqualTo("Ada lets everything go on");
        assertThat(resume.words().text()).isEmpty();
        assertThat(resume.about()).isEqualTo(stop.about());
    }

    @Test
    void whatIsNotWorthTellingShouldBeToldToNobody() {
        assertThat(messages.of(recorded("everything.else", null)).blockOptional())
                .isEmpty();
    }

    private Notice told(String action, @Nullable String reason) {
        return Objects.requireNonNull(messages.of(recorded(action, reason)).block());
    }

    private static Recorded recorded(String action, @Nullable String reason) {
        return new Recorded(
                1,
                "msg_1",
                AT,
                "Ada",
                action,
                new Recorded.What(null, "everything", MissingNode.getInstance(), reason));
    }
}
