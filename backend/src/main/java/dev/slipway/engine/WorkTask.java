package dev.slipway.engine;

import com.github.kagkarlsson.scheduler.task.AbstractTask;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.Execution;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionContext;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import com.github.kagkarlsson.scheduler.task.SchedulableInstance;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;

/** One kind of work as the scheduler knows it. What becomes of an execution is written by {@link Executions}. */
class WorkTask extends AbstractTask<Void> {

    private final Work work;
    private final Executions executions;
    private final BooleanSupplier stopping;

    WorkTask(Work work, Executions executions, BooleanSupplier stopping) {
        super(work.kind(), Void.class, (complete, operations) -> retry(executions, complete), WorkTask::revive);
        this.work = work;
        this.executions = executions;
        this.stopping = stopping;
    }

    @Override
    public CompletionHandler<Void> execute(TaskInstance<Void> instance, ExecutionContext context) {
        var execution = context.getExecution();
        if (stopping.getAsBoolean()) {
            // Picked in the moment before the stop: another portal's.
            return (complete, operations) -> executions.again(execution, execution.executionTime, 0);
        }
        var heartbeat = context.getCurrentlyExecuting().getHeartbeatState();
        var outcome = work.run(instance.getId(), new Lease() {
            @Override
            public long fence() {
                return execution.version;
            }

            @Override
            public boolean held() {
                return !stopping.getAsBoolean()
                        && heartbeat.getFailedHeartbeats() < 2
                        && heartbeat.getFractionDead() < 0.75;
            }
        });
        return (complete, operations) -> complete(execution, outcome);
    }

    private void complete(Execution execution, Work.Outcome outcome) {
        switch (outcome) {
            case Work.Outcome.Done _ -> executions.done(execution);
            case Work.Outcome.Again again -> executions.again(execution, again.at(), 0);
        }
    }

    private static void retry(Executions executions, ExecutionComplete complete) {
        var failures = complete.getExecution().consecutiveFailures + 1;
        var pause = Duration.ofMillis(500).multipliedBy(1L << Math.min(failures, 7));
        executions.again(complete.getExecution(), complete.getTimeDone().plus(pause), failures);
    }

    private static void revive(ExecutionComplete dead, ExecutionOperations<Void> operations) {
        operations.reschedule(dead, dead.getTimeDone());
    }

    @Override
    public SchedulableInstance<Void> schedulableInstance(String id) {
        return SchedulableInstance.of(instance(id), Instant.EPOCH);
    }

    @Override
    public SchedulableInstance<Void> schedulableInstance(String id, Void data) {
        return schedulableInstance(id);
    }
}
