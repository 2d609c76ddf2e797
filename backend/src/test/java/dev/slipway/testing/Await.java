package dev.slipway.testing;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** Waits for what other processes do: looks again until it is so, and says what it waited for when it never is. */
public final class Await {

    private static final Duration PAUSE = Duration.ofMillis(50);

    private Await() {}

    public static void until(String what, Duration atMost, Callable<Boolean> condition) {
        var deadline = System.nanoTime() + atMost.toNanos();
        while (!look(what, condition)) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("Not within " + atMost + ": " + what);
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    private static boolean look(String what, Callable<Boolean> condition) {
        try {
            return condition.call();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new AssertionError("While waiting for: " + what, e);
        }
    }
}
