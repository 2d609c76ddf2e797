package demo.worker;

import demo.Start;
import java.io.IOException;
import java.sql.SQLException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Looks at the visits every few seconds, a handful at a time; more of them wait. */
public final class Worker {

    private static final long SECONDS_BETWEEN_LOOKS = 5;
    private static final long VISITS_A_LOOK = 5;

    private final Start start;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Backlog backlog = new Backlog();
    private boolean begun;
    private long done;
    private long round;

    private Worker(Start start) {
        this.start = start;
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        var worker = new Worker(Start.of("worker", arguments));
        Runtime.getRuntime().addShutdownHook(new Thread(worker::stop));
        worker.run();
    }

    private void run() throws IOException, InterruptedException {
        start.log().info("started", "version", start.release().version(), "every", SECONDS_BETWEEN_LOOKS + "s");
        if (start.configuration().listens()) {
            start.log()
                    .info(
                            "telling what waits",
                            "port",
                            backlog.listen(start.configuration().port()));
        }
        do {
            look();
        } while (!stopped.await(SECONDS_BETWEEN_LOOKS, TimeUnit.SECONDS));
    }

    private void look() {
        round++;
        try {
            var count = start.visits().count();
            // What came before it started was somebody else's, and visits that were forgotten are nobody's.
            done = begun ? Math.min(done, count) : count;
            begun = true;
            var now = Math.min(VISITS_A_LOOK, count - done);
            done += now;
            backlog.is(count - done);
            start.log().info("heartbeat", "round", round, "visits", count, "done", now, "waiting", count - done);
        } catch (SQLException e) {
            backlog.isUnknown();
            start.log().warn("visits cannot be counted, trying again", "round", round, "why", e.getMessage());
        }
    }

    private void stop() {
        start.log().info("stopping: asked to end", "rounds", round);
        stopped.countDown();
    }
}
