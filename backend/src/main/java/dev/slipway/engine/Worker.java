package dev.slipway.engine;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.Task;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
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
    private final Wakening wakening;
    private final EngineProperties properties;
    private final InstantSource clock;
    private volatile @Nullable Running running;
    private volatile boolean stopping;

    /**
     * How a worker hears of work.
     *
     * @param signals that it lies in the database
     * @param hands that it was handed over by its own portal
     */
    record Wakening(Signals signals, FreeHands hands) {}

    Worker(
            DataSource dataSource,
            List<Work> work,
            Wakening wakening,
            EngineProperties properties,
            InstantSource clock) {
        this.dataSource = dataSource;
        this.work = List.copyOf(work);
        this.wakening = wakening;
        this.properties = properties;
        this.clock = clock;
    }

    private record Running(
            Scheduler scheduler,
            HandedFirst due,
            Executions executions,
            ScheduledExecutorService timer,
            Disposable wakeUps) {

        void look() {
            due.more();
            scheduler.triggerCheckForDueExecutions();
        }
    }

    @Override
    public void start() {
        stopping = false;
        var timer = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("work-timer").factory());
        var executions = new Executions(JdbcClient.create(dataSource), at -> wakeAt(at, timer));
        List<Task<?>> tasks = work.stream()
                .<Task<?>>map(w -> new WorkTask(w, executions, () -> stopping))
                .toList();
        var due = new HandedFirst(
                wakening.hands(),
                properties,
                new HandedFirst.Looks(
                        this::lookAgain,
                        old -> Thread.ofVirtual().name("work-back").start(() -> executions.giveBack(old))));
        var name = ProcessHandle.current().pid() + "-" + UUID.randomUUID();
        var scheduler = Scheduler.create(dataSource, tasks)
                .schedulerName(() -> name)
                .jdbcCustomization(due)
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
        var wakeUps = wakening.signals().on(WAKE).subscribe(_ -> {
            due.more();
            scheduler.triggerCheckForDueExecutions();
        });
        running = new Running(scheduler, due, executions, timer, wakeUps);
        var kinds = work.stream().map(Work::kind).collect(Collectors.toUnmodifiableSet());
        wakening.hands()
                .open(new FreeHands.Portal(
                        name,
                        kinds,
                        properties.concurrency(),
                        () -> scheduler.getCurrentlyExecuting().size(),
                        this::lookAgain));
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
        wakening.hands().close().forEach(current.executions()::giveBack);
        current.wakeUps().dispose();
        current.scheduler().stop();
        current.timer().shutdownNow();
        running = null;
        wakening.signals().send(WAKE, "").onErrorComplete().block(Duration.ofSeconds(1));
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

    private void lookAgain() {
        var current = running;
        if (current != null) {
            current.scheduler().triggerCheckForDueExecutions();
        }
    }

    private void wakeAt(Instant at, ScheduledExecutorService timer) {
        var current = running;
        if (current == null || stopping) {
            return;
        }
        var wait = Duration.between(clock.instant(), at);
        if (!wait.isPositive()) {
            current.look();
        } else if (wait.compareTo(TIMER_LIMIT) < 0) {
            timer.schedule(current::look, wait.toMillis() + 1, TimeUnit.MILLISECONDS);
        }
    }
}
