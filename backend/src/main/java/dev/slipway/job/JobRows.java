package dev.slipway.job;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads jobs with their steps from rows. */
@Component
class JobRows {

    /** Columns of a job called {@code j}, its step runs as one JSON array. */
    static final String COLUMNS = """
        j.id, j.project, j.number, j.ordered, j.state, j.waiting, j.cancel, j.verdict, j.gates, j.started_at, j.ended_at,
        (select jsonb_agg(jsonb_build_object('name', s.name, 'step', s.step, 'title', s.title, 'kind', s.kind,
                'service', s.service, 'settings', s.settings, 'state', s.state, 'attempt', s.attempt,
                'startedAt', s.started_at, 'endedAt', s.ended_at, 'report', s.report) order by s.position)
         from step_run s where s.job_id = j.id) as steps
        """;

    private final JobJson json;

    JobRows(JobJson json) {
        this.json = json;
    }

    Job job(Readable row) {
        var status = new Job.Status(
                JobState.valueOf(text(row, "state")),
                json.read(row, "waiting", Waiting.class),
                instant(row, "started_at"),
                instant(row, "ended_at"),
                json.read(row, "cancel", Job.Cancel.class),
                json.read(row, "verdict", JobVerdict.class),
                json.read(row, "gates", GateReading.class));
        var steps = json.read(row, "steps", StepRun[].class);
        return new Job(
                number(row, "id"),
                text(row, "project"),
                number(row, "number"),
                Objects.requireNonNull(json.read(row, "ordered", JobOrder.class)),
                status,
                steps == null ? List.of() : List.of(steps));
    }

    static String text(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, String.class));
    }

    static long number(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, Long.class));
    }

    static @Nullable Instant instant(Readable row, String column) {
        var time = row.get(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
