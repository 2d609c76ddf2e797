package dev.slipway.step;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;
import org.jspecify.annotations.Nullable;

/**
 * Flyway at work on a thread of its own. Its lock in the database keeps a second one waiting, whoever started it, so a
 * run whose worker died is simply followed by another.
 */
final class FlywayRun {

    private final AbortableDataSource source;
    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
    private final CompletableFuture<Integer> executed = new CompletableFuture<>();

    private FlywayRun(AbortableDataSource source) {
        this.source = source;
    }

    /**
     * @param release where the files are; closed when the run is over
     * @param whenOver called on the run's thread after its result is there
     */
    static FlywayRun start(FlywaySetup setup, ReleaseFolder release, Runnable whenOver) {
        var run = new FlywayRun(setup.source());
        var flyway = setup.configuration()
                // Without an end: the step's own time-out and cancel bound the wait for another migration.
                .lockRetryCount(-1)
                .callbacks(run.new Teller())
                .load();
        Thread.ofVirtual().name("slipway-migrate").start(() -> run.go(flyway, setup.repair(), release, whenOver));
        return run;
    }

    private void go(Flyway flyway, boolean repair, ReleaseFolder release, Runnable whenOver) {
        try (release) {
            if (repair) {
                flyway.repair();
            }
            // A release may have none yet, as the demo's first: Flyway would warn of a mistaken location.
            var any = flyway.info().all().length > 0;
            executed.complete(any ? flyway.migrate().migrationsExecuted : 0);
        } catch (Throwable e) {
            executed.completeExceptionally(e);
        } finally {
            whenOver.run();
        }
    }

    /** The next thing it has to tell, or null after a short while without one. */
    @Nullable
    String next() throws InterruptedException {
        return told.poll(200, TimeUnit.MILLISECONDS);
    }

    boolean over() {
        return executed.isDone() && told.isEmpty();
    }

    /** Once over: empty of failure, or what went wrong. */
    @Nullable
    Throwable failure() {
        return executed.isCompletedExceptionally() ? executed.exceptionNow() : null;
    }

    void abort() throws java.sql.SQLException {
        source.abort();
    }

    /** Notes what Flyway does as it does it. */
    private final class Teller implements Callback {

        @Override
        public boolean supports(Event event, @Nullable Context context) {
            return event == Event.BEFORE_EACH_MIGRATE
                    || event == Event.AFTER_EACH_MIGRATE
                    || event == Event.AFTER_EACH_MIGRATE_ERROR;
        }

        @Override
        public boolean canHandleInTransaction(Event event, @Nullable Context context) {
            return true;
        }

        @Override
        public void handle(Event event, Context context) throws FlywayException {
            var name = FlywayMigration.told(context.getMigrationInfo());
            told.add(
                    switch (event) {
                        case BEFORE_EACH_MIGRATE -> "Applying " + name;
                        case AFTER_EACH_MIGRATE -> Ansi.green("Applied " + name);
                        default -> Ansi.red("Failed " + name);
                    });
        }

        @Override
        public String getCallbackName() {
            return "slipway";
        }
    }
}
