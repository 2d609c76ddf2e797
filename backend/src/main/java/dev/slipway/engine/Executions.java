package dev.slipway.engine;

import com.github.kagkarlsson.scheduler.task.Execution;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.SqlParameterValue;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Ends executions in the database, mindful of those who asked for another one meanwhile. */
class Executions {

    private static final Logger LOG = LoggerFactory.getLogger(Executions.class);

    /** Does not wait for the disk: what is lost with the server is found dead, and done again. */
    private static final String DONE = """
        delete from scheduled_tasks
        where task_name = ? and task_instance = ? and version = ? and wanted_at is null
        returning set_config('synchronous_commit', 'off', true)
        """;

    private static final String AGAIN = """
        update scheduled_tasks
        set picked = false, picked_by = null, last_heartbeat = null, consecutive_failures = ?,
            execution_time = least(wanted_at, ?), wanted_at = null, version = version + 1
        where task_name = ? and task_instance = ? and version = ?
        returning execution_time
        """;

    private final JdbcClient database;
    private final Consumer<Instant> onAgain;

    /** @param onAgain told when an execution is due next */
    Executions(JdbcClient database, Consumer<Instant> onAgain) {
        this.database = database;
        this.onAgain = onAgain;
    }

    void done(Execution execution) {
        var removed = database.sql(DONE)
                .param(execution.taskInstance.getTaskName())
                .param(execution.taskInstance.getId())
                .param(execution.version)
                .query(String.class)
                .list();
        if (removed.isEmpty()) {
            reschedule(execution, Optional.empty(), 0);
        }
    }

    void again(Execution execution, Instant at, int failures) {
        reschedule(execution, Optional.of(at), failures);
    }

    /** As it was before it was taken, for whoever comes next; if that cannot be written, it is found dead. */
    void giveBack(Execution execution) {
        try {
            again(execution, execution.executionTime, 0);
        } catch (DataAccessException e) {
            LOG.warn(
                    "{} stays until somebody finds that nobody goes on with it: {}",
                    execution.taskInstance,
                    e.getMessage());
        }
    }

    private void reschedule(Execution execution, Optional<Instant> at, int failures) {
        var next = database.sql(AGAIN)
                .param(failures)
                .param(new SqlParameterValue(
                        Types.TIMESTAMP_WITH_TIMEZONE,
                        at.map(t -> t.atOffset(ZoneOffset.UTC)).orElse(null)))
                .param(execution.taskInstance.getTaskName())
                .param(execution.taskInstance.getId())
                .param(execution.version)
                .query(OffsetDateTime.class)
                .optional();
        if (next.isPresent()) {
            onAgain.accept(next.get().toInstant());
        } else {
            LOG.info("{} was taken over by another worker", execution.taskInstance);
        }
    }
}
