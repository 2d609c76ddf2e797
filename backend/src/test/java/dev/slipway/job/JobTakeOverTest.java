package dev.slipway.job;

import static dev.slipway.job.TestPortal.request;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.engine.Replica;
import dev.slipway.job.spi.StepResult;
import dev.slipway.target.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

/** Jobs that pass from one portal to another. */
class JobTakeOverTest extends RunningJobs {

    @Test
    void jobOfACutOffPortalShouldGoOnElsewhereWithItsMemory() throws InterruptedException {
        var started = new CountDownLatch(1);
        var release = new CountDownLatch(1);
        var effects = new AtomicInteger();
        var fenced = new CountDownLatch(1);
        check.runs.put("check", c -> {
            if (c.memory().recall("handle", String.class).isPresent()) {
                return StepResult.Succeeded.with("Attached again");
            }
            effects.incrementAndGet();
            c.memory().keep("handle", "h-1");
            started.countDown();
            await(release);
            try {
                c.memory().keep("late", "zombie");
            } catch (RuntimeException e) {
                fenced.countDown();
                throw e;
            }
            return failed("The zombie must not be heard", false);
        });
        portal.stop();
        var doomed = portal(Replica.HASTY).start();
        var job = doomed.start("check", "dev");
        await(started);

        var survivor = portal(Replica.HASTY).start();
        doomed.cutOff();

        var over = survivor.whenOver(job);
        release.countDown();
        await(fenced);
        assertThat(over.steps().getFirst().report().summary()).isEqualTo("Attached again");
        assertThat(requireNonNull(survivor.find(job).status().verdict()).outcome())
                .isEqualTo(Outcome.SUCCEEDED);
        assertThat(effects).hasValue(1);
    }

    @Test
    void linesOfACutOffPortalShouldNotBeToldTwice() throws InterruptedException {
        var started = new CountDownLatch(1);
        var release = new CountDownLatch(1);
        check.runs.put("check", c -> {
            if (c.memory().recall("offset", Integer.class).isEmpty()) {
                c.log().line("first");
                c.memory().keep("offset", 1);
            }
            c.log().line("again");
            c.log().line("again");
            if (started.getCount() > 0) {
                c.log().flush();
                started.countDown();
                await(release);
                c.log().line("never heard");
            }
            c.log().line("last");
            c.memory().keep("offset", 2);
            c.log().line("again");
            return StepResult.Succeeded.with("Done");
        });
        portal.stop();
        var doomed = portal(Replica.HASTY).start();
        var job = doomed.start("check", "dev");
        await(started);

        var survivor = portal(Replica.HASTY).start();
        doomed.cutOff();
        survivor.whenOver(job);
        release.countDown();

        assertThat(survivor.log(job)).containsExactly("check", "first", "again", "again", "last", "again");
    }

    @Test
    void stoppingPortalShouldHandItsJobsOver() throws InterruptedException {
        var started = new CountDownLatch(1);
        var handedOver = new CountDownLatch(1);
        check.runs.put("check", c -> {
            started.countDown();
            if (handedOver.getCount() == 0) {
                return StepResult.Succeeded.with("Went on");
            }
            while (!c.stopping()) {
                Thread.onSpinWait();
            }
            handedOver.countDown();
            return new StepResult.Waiting(Instant.EPOCH, "Handed over", -1);
        });
        var job = portal.start("check", "dev");
        await(started);
        var other = portal().start();

        portal.stop();

        assertThat(other.whenOver(job).steps().getFirst().report().summary()).isEqualTo("Went on");
    }

    @Test
    void twoPortalsShouldShareManyJobsAndRunEachOnce() {
        var count = 1_000;
        var runs = new ConcurrentHashMap<Long, AtomicInteger>();
        check.runs.put("check", c -> {
            runs.computeIfAbsent(c.jobNumber(), n -> new AtomicInteger()).incrementAndGet();
            return StepResult.Succeeded.with("Done");
        });
        var first = portal;
        var second = portal().start();

        Flux.range(0, count)
                .flatMap(
                        i -> (i % 2 == 0 ? first : second).control.start(request("check", "dev", OnFailure.FAIL, null)),
                        8)
                .blockLast();
        Flux.defer(() -> portal.jobs.open("shop"))
                .hasElements()
                .filter(any -> !any)
                .repeatWhenEmpty(n -> n.delayElements(Duration.ofMillis(100)))
                .block(Duration.ofSeconds(120));

        assertThat(runs).hasSize(count).allSatisfy((number, n) -> assertThat(n).hasValue(1));
        var page = requireNonNull(
                portal.jobs.page(JobFilter.ofProject("shop"), 200, null).block());
        assertThat(page.jobs())
                .hasSize(200)
                .allSatisfy(j -> assertThat(j.over()).isTrue());
        var next = requireNonNull(
                portal.jobs.page(JobFilter.ofProject("shop"), 200, page.next()).block());
        assertThat(next.jobs().getFirst().number())
                .isEqualTo(page.jobs().getLast().number() - 1);
    }
}
