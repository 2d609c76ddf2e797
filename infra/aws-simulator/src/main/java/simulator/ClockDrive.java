package simulator;

import java.time.Duration;

/** Lets a simulated clock run beside the real one, at its speed or faster. */
public final class ClockDrive implements AutoCloseable {

    private static final Duration TICK = Duration.ofMillis(20);

    private final Thread thread;

    /**
     * @param speed simulated seconds in a real second; 1 is real time
     */
    ClockDrive(SimulatedClock clock, double speed) {
        var began = System.nanoTime();
        var start = clock.instant();
        thread = Thread.ofVirtual().name("simulated-clock").start(() -> {
            while (!Thread.currentThread().isInterrupted()) {
                clock.advanceTo(start.plusNanos((long) ((System.nanoTime() - began) * speed)));
                try {
                    Thread.sleep(TICK);
                } catch (InterruptedException e) {
                    return;
                }
            }
        });
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
