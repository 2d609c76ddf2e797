package dev.slipway.measure;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.Function;

/** Asks many at the same time, so that one that does not answer keeps nobody waiting but for its own time-out. */
final class Together {

    private static final int AT_A_TIME = 32;

    private Together() {}

    /** The answers, in the order of the questions. */
    static <Q, A> List<A> all(Collection<Q> questions, Function<Q, A> ask) {
        var room = new Semaphore(AT_A_TIME);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var asked = new ArrayList<Future<A>>();
            for (var question : questions) {
                asked.add(threads.submit(() -> {
                    room.acquire();
                    try {
                        return ask.apply(question);
                    } finally {
                        room.release();
                    }
                }));
            }
            var answers = new ArrayList<A>();
            for (var one : asked) {
                answers.add(one.get());
            }
            return answers;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("It was interrupted", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }
}
