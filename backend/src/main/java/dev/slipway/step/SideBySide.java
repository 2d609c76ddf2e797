package dev.slipway.step;

import dev.slipway.job.spi.StepContext;
import dev.slipway.target.Finding;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;

/** Asks checks at the same time, each within its own time, and keeps their order. */
final class SideBySide {

    private SideBySide() {}

    static List<Finding> of(List<PreCheck> checks, StepContext context) {
        var threads = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("pre-check-", 0).factory());
        try {
            var begin = System.nanoTime();
            var asked = checks.stream()
                    .map(check -> threads.submit(() -> check.find(context)))
                    .toList();
            return IntStream.range(0, checks.size())
                    .mapToObj(i -> answer(checks.get(i), asked.get(i), begin))
                    .flatMap(List::stream)
                    .toList();
        } finally {
            // Not closed, which would wait for a check that does not listen.
            threads.shutdownNow();
        }
    }

    private static List<Finding> answer(PreCheck check, Future<List<Finding>> asked, long begin) {
        try {
            var left = check.limit().toNanos() - (System.nanoTime() - begin);
            return asked.get(Math.max(0, left), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return untold(check, "no answer within " + check.limit().toSeconds() + " s");
        } catch (ExecutionException e) {
            return untold(check, Reason.of(e.getCause() == null ? e : e.getCause()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return untold(check, "the portal stopped asking");
        } finally {
            asked.cancel(true);
        }
    }

    private static List<Finding> untold(PreCheck check, String why) {
        return List.of(new Finding(
                check.key(), "Check " + check.about(), Finding.Result.UNKNOWN, why, "Try again in a moment."));
    }
}
