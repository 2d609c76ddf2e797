package dev.slipway.target.ecs.check;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Something that is asked at most once, by whoever needs it first, and shared with all others, its failure too.
 *
 * @param <T> what is asked
 */
final class Once<T> {

    private final FutureTask<T> task;

    Once(Callable<T> ask) {
        this.task = new FutureTask<>(ask);
    }

    T get() throws Exception {
        task.run();
        try {
            return task.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }
}
