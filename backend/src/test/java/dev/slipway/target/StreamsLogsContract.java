package dev.slipway.target;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What a target keeps that can read what an instance prints. */
public interface StreamsLogsContract extends DeploymentTargetContract {

    default LogSlice log(String instance, long offset, int maxBytes) throws Exception {
        return ((StreamsLogs) playground().target()).logs(playground().placement(), instance, offset, maxBytes);
    }

    @Test
    default void logShouldBeReadableWhileTheInstanceRuns() throws Exception {
        var revision = verified(playground().good("1.0.0"));
        var instance = observe(revision).instances().getFirst().id();

        var all = log(instance, 0, 100_000);
        var text = new String(all.bytes(), StandardCharsets.UTF_8);

        assertThat(text).contains("1.0.0").endsWith("\n");
        assertThat(all.last()).isFalse();
        assertThat(all.next()).isEqualTo(all.bytes().length);
        assertThat(log(instance, 3, 5))
                .satisfies(slice ->
                        assertThat(slice.bytes()).isEqualTo(text.substring(3, 8).getBytes(StandardCharsets.UTF_8)))
                .satisfies(slice -> assertThat(slice.next()).isEqualTo(8));
        assertThat(log(instance, all.next(), 100).bytes()).isEmpty();
    }

    @Test
    default void logOfAFailedInstanceShouldStayReadableAndEnd() throws Exception {
        var following = new Following(playground(), deploy(playground().crashing("1.2.0"), null, "crash"));
        var end = (Progress.Ended) following.until(_ -> false);

        var symptom = end.symptom();

        assertThat(symptom).isNotNull();
        if (symptom != null) {
            assertThat(symptom.exitCode()).isEqualTo(3);
            assertThat(symptom.lastLines()).contains("cannot go on: a key is missing");
            var slice = log(symptom.instance(), 0, 100_000);
            assertThat(new String(slice.bytes(), StandardCharsets.UTF_8)).contains("cannot go on: a key is missing");
            assertThat(slice.last()).isTrue();
        }
        assertThat(following.messages()).anyMatch(message -> message.contains("cannot go on: a key is missing"));
    }
}
