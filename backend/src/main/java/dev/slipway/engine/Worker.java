package dev.slipway.engine;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.jdbc.PostgreSqlJdbcCustomization;
import com.github.kagkarlsson.scheduler.task.Task;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import reactor.core.Disposable;

/** Takes due work from the database and runs it on virtual threads until the portal stops; then hands over. */
class Worker implements SmartLifecycle {

    static final String WAKE = "work";
    private static final int MISSED_HEARTBEATS = 4;
    private static final Duration TIMER_LIMIT = Duration.ofMinutes(1);

    private final DataSource dataSource;
    private final List<Work> work;
    private final Signals signals;
    private final EngineProperties properties;
    private final InstantSource clock;
    private volatile @Nullable Running running;
    private volatile boolean stopping;

    Worker(DataSource dataSource, List<Work> work, Signals signals, EngineProperties properties, InstantSource clock) {
        this.dataSource = dataSource;
        this.work = List.copyOf(work);
        this.signals = signals;
        this.properties = properties;
        this.clock = clock;
    }

    private record Running(Scheduler scheduler, ScheduledExecutorService timer, Disposable wakeUps) {}

    @Override
    public void start() {
        stopping = false;
        var timer = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("work-timer").factory());
        var executions = new Executions(JdbcClient.create(dataSource), at -> wakeAt(at, timer));
        List<Task<?>> tasks = work.stream()
                .<Task<?>>map(w -> new WorkTask(w, executions, () -> stopping))
                .toList();
        var name = ProcessHandle.current().pid() + "-" + UUID.randomUUID();
        var scheduler = Scheduler.create(dataSource, tasks)
                .schedulerName(() -> name)
                .jdbcCustomization(new PostgreSqlJdbcCustomization(false, false))
                .threads(properties.concurrency())
                .executorService(Executors.newThreadPerTaskExecutor(
                        Thread.ofVirtual().name("work-", 0).factory()))
                .pollUsingLockAndFetch(0.5, 1.0)
                .pollingInterval(properties.poll())
                .heartbeatInterval(properties.heartbeat())
                .missedHeartbeatsLimit(MISSED_HEARTBEATS)
                .shutdownMaxWait(properties.shutdown())
                .build();
        scheduler.start();
        running = new Running(
                scheduler, timer, signals.on(WAKE).subscribe(nothing -> scheduler.triggerCheckForDueExecutions()));
    }

    /** Takes nothing new, tells the leases, and waits until what runs has handed over. */
    @Override
    public void stop() {
        var current = running;
        if (current == null) {
            return;
        }
        current.scheduler().pause();
        stopping = true;
        current.wakeUps().dispose();
        current.scheduler().stop();
        current.timer().shutdownNow();
        running = null;
        signals.send(WAKE, "").onErrorComplete().block(Duration.ofSeconds(1));
    }

    @Override
    public boolean isRunning() {
        return running != null;
    }

    /** After the web server starts, and before it stops. */
    @Override
    public int getPhase() {
        return DEFAULT_PHASE - 512;
    }

    int executing() {
        var current = running;
        return current == null ? 0 : current.scheduler().getCurrentlyExecuting().size();
    }

    private void wakeAt(Instant at, ScheduledExecutorService timer) {
        var current = running;
        if (current == null || stopping) {
            return;
        }
        var wait = Duration.between(clock.instant(), at);
        if (!wait.isPositive()) {
            current.scheduler().triggerCheckForDueExecutions();
        } else if (wait.compareTo(TIMER_LIMIT) < 0) {
            timer.schedule(
                    current.scheduler()::triggerCheckForDueExecutions, wait.toMillis() + 1, TimeUnit.MILLISECONDS);
        }
    }
}
