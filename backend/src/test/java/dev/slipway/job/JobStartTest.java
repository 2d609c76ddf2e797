package dev.slipway.job;

import static dev.slipway.job.TestPortal.ADA;
import static dev.slipway.job.TestPortal.request;
import static dev.slipway.job.TestPortal.web;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.job.spi.StepResult;
import dev.slipway.target.Outcome;
import dev.slipway.web.Conflict;
import dev.slipway.web.InvalidInput;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

/** How jobs come to be, and in which order they may begin. */
class JobStartTest extends RunningJobs {

    private static final Duration NEVER = Duration.ofHours(1);

    @Test
    void lockedPlacementShouldQueueTheNextJobUntilTheFirstEnds() throws InterruptedException {
        var goOn = new CountDownLatch(1);
        deploy.runs.put("deploy/web", c -> {
            await(goOn);
            return succeeded(Outcome.SUCCEEDED, c);
        });
        var first = portal.start("deploy", "dev", web("1.0.0"));
        var second = portal.start("deploy", "dev", web("1.1.0"));

        var waiting = portal.when(second, j -> j.status().state() == JobState.WAITING);
        assertThat(requireNonNull(waiting.status().waiting()).reason()).contains("#" + first.number(), "Ada");
        var detail = requireNonNull(portal.jobs.detail("shop", second.number()).block());
        assertThat(detail.queuePosition()).isEqualTo(1);
        assertThat(detail.blockedBy()).extracting(LockHolder::number).containsExactly(first.number());
        goOn.countDown();

        portal.whenOver(first);
        assertThat(requireNonNull(portal.whenOver(second).status().verdict()).outcome())
                .isEqualTo(Outcome.SUCCEEDED);
    }

    @Test
    void cancelOfAQueuedJobShouldLeaveTheQueue() {
        deploy.runs.put("deploy/web", c -> new StepResult.Waiting(c.now().plus(NEVER), "Long", -1));
        portal.start("deploy", "dev", web("1.0.0"));
        var second = portal.start("deploy", "dev", web("1.1.0"));
        portal.when(second, j -> j.status().state() == JobState.WAITING);

        portal.control.cancel(second.id(), "", ADA).block();

        var over = portal.whenOver(second);
        assertThat(requireNonNull(over.status().verdict()).reason()).contains("had not started");
    }

    @Test
    void environmentThatRefusesShouldNameWhoHasTheLock() {
        deploy.runs.put("deploy/web", c -> new StepResult.Waiting(c.now().plus(NEVER), "Long", -1));
        var first = portal.start("deploy", "prod", web("1.0.0"));

        assertThatThrownBy(() -> portal.start("deploy", "prod", web("1.1.0")))
                .isInstanceOf(Conflict.class)
                .hasMessageContaining("#" + first.number());
    }

    @Test
    void blockedReleaseShouldBeRefused() {
        assertThatThrownBy(() -> portal.start("deploy", "dev", web("6.6.6")))
                .isInstanceOfSatisfying(
                        InvalidInput.class,
                        e -> assertThat(e.problems())
                                .singleElement()
                                .satisfies(p -> assertThat(p.rule()).contains("It loses orders")));
    }

    @Test
    void equalRequestsWithOneKeyShouldMakeOneJob() {
        var request = request("deploy", "prod", OnFailure.FAIL, "key-1", web("1.0.0"));

        var made = Flux.range(0, 6)
                .flatMap(i -> portal.control.start(request), 6)
                .map(Job::id)
                .distinct()
                .collectList()
                .block();

        assertThat(made).hasSize(1);
        var other = request("deploy", "prod", OnFailure.FAIL, "key-1", web("1.1.0"));
        assertThatThrownBy(() -> portal.start(other)).isInstanceOf(Conflict.class);
    }

    @Test
    void numbersShouldHaveNoGapUnderConcurrencyAndRefusals() {
        var request = request("check", "dev", OnFailure.FAIL, null);

        var numbers = Flux.range(0, 60)
                .flatMap(
                        i -> i % 5 == 0
                                ? portal.control
                                        .start(request("absent", "dev", OnFailure.FAIL, null))
                                        .onErrorComplete()
                                : portal.control.start(request),
                        12)
                .map(Job::number)
                .sort()
                .collectList()
                .block();

        assertThat(numbers).isEqualTo(LongStream.rangeClosed(1, 48).boxed().toList());
    }
}
