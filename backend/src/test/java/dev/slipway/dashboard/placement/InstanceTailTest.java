package dev.slipway.dashboard.placement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.target.LogSlice;
import dev.slipway.target.PlacementKey;
import dev.slipway.target.StreamsLogs;
import dev.slipway.target.TargetUnavailable;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class InstanceTailTest {

    private static final PlacementKey WEB = new PlacementKey("shop", "prod", "web");

    private String printed = "";
    private boolean ended;

    private final StreamsLogs target = (placement, instance, offset, most) -> {
        var bytes = printed.getBytes(StandardCharsets.UTF_8);
        var end = (int) Math.min(bytes.length, offset + most);
        return new LogSlice(Arrays.copyOfRange(bytes, (int) offset, end), end, ended && end == bytes.length);
    };
    private final InstanceTail tail = tail(UnaryOperator.identity());

    @Test
    void anUnfinishedLineShouldWaitForItsEnd() throws TargetUnavailable {
        printed = "one\ntw";
        assertThat(tail.next()).isEqualTo("one\n");

        printed += "o\n";
        assertThat(tail.next()).isEqualTo("two\n");
        assertThat(tail.next()).isEmpty();
    }

    @Test
    void theEndShouldBringWhatIsLeft() throws TargetUnavailable {
        printed = "one\ntwo";
        ended = true;

        assertThat(tail.next()).isEqualTo("one\ntwo");
        assertThat(tail.over()).isTrue();
    }

    @Test
    void ofALongPastOnlyTheLastLinesShouldBeTold() throws TargetUnavailable {
        printed = IntStream.range(0, 50_000).mapToObj(n -> "line " + n + "\n").collect(Collectors.joining());

        assertThat(tail.next().lines()).hasSize(200).last().isEqualTo("line 49999");
        printed += "next\n";
        assertThat(tail.next()).isEqualTo("next\n");
    }

    @Test
    void secretsShouldBeMaskedAlsoWhereALineWasReadInTwoParts() throws TargetUnavailable {
        var masked = tail(text -> text.replace("geheim-123", "***"));
        printed = "password=gehei";
        assertThat(masked.next()).isEmpty();

        printed += "m-123\n";
        assertThat(masked.next()).isEqualTo("password=***\n");
    }

    private InstanceTail tail(UnaryOperator<String> mask) {
        return new InstanceTail(target, WEB, "web-1", mask);
    }
}
