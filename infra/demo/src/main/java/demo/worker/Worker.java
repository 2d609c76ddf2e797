package demo.worker;

import demo.Start;
import java.sql.SQLException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Looks at the visits every few seconds and tells how many came since the last look. */
public final class Worker {

    private static final long SECONDS_BETWEEN_LOOKS = 5;

    private final Start start;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private long seen;
    private long round;

    private Worker(Start start) {
        this.start = start;
    }

    public static void main(String[] arguments) throws Exception {
        var worker = new Worker(Start.of("worker", arguments));
        Runtime.getRuntime().addShutdownHook(new Thread(worker::stop));
        worker.run();
    }

    private void run() throws InterruptedException {
        start.log().info("started", "version", start.release().version(), "every", SECONDS_BETWEEN_LOOKS + "s");
        do {
            look();
        } while (!stopped.await(SECONDS_BETWEEN_LOOKS, TimeUnit.SECONDS));
    }

    private void look() {
        round++;
        try {
            var count = start.visits().count();
            start.log().info("heartbeat", "round", round, "visits", count, "new", count - seen);
            seen = count;
        } catch (SQLException e) {
            start.log().warn("visits cannot be counted, trying again", "round", round, "why", e.getMessage());
        }
    }

    private void stop() {
        start.log().info("stopping: asked to end", "rounds", round);
        stopped.countDown();
    }
}
