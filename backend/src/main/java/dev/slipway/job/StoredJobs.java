package dev.slipway.job;

import dev.slipway.target.Outcome;
import dev.slipway.web.FieldProblem;
import dev.slipway.web.InvalidInput;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Reads jobs from the database. */
@Component
class StoredJobs implements Jobs {

    private static final String SELECT = "select " + JobRows.COLUMNS + " from job j where ";
    private static final int LARGEST_PAGE = 200;

    private final DatabaseClient database;
    private final JobRows rows;
    private final PlacementLocks locks;
    private final Estimates estimates;

    StoredJobs(DatabaseClient database, JobRows rows, PlacementLocks locks, Estimates estimates) {
        this.database = database;
        this.rows = rows;
        this.locks = locks;
        this.estimates = estimates;
    }

    @Override
    public Mono<Job> find(long id) {
        return database.sql(SELECT + "j.id = :id").bind("id", id).map(rows::job).one();
    }

    @Override
    public Mono<Job> find(String project, long number) {
        return database.sql(SELECT + "j.project = :project and j.number = :number")
                .bind("project", project)
                .bind("number", number)
                .map(rows::job)
                .one();
    }

    @Override
    public Mono<JobDetail> detail(String project, long number) {
        return find(project, number)
                .flatMap(job -> Mono.zip(
                                estimates.of(job.project(), job.order()), blockedBy(job), locks.before(job.id()))
                        .map(all -> new JobDetail(
                                job,
                                all.getT1().steps(),
                                all.getT1().whole(),
                                all.getT2(),
                                job.over() ? 0 : all.getT3())));
    }

    private Mono<List<LockHolder>> blockedBy(Job job) {
        if (job.over() || job.status().startedAt() != null) {
            return Mono.just(List.of());
        }
        var services =
                job.order().placements().stream().map(JobPlacement::service).toList();
        return locks.holders(job.project(), job.order().environment(), services)
                .filter(holder -> holder.job() != job.id())
                .collectList();
    }

    @Override
    public Mono<JobPage> page(JobFilter filter, int size, @Nullable String cursor) {
        var limit = Math.clamp(size, 1, LARGEST_PAGE);
        var conditions = new LinkedHashMap<String, Object>();
        var where = where(filter, cursor, conditions);
        var query = database.sql(SELECT + where + " order by j.id desc limit " + (limit + 1));
        for (var condition : conditions.entrySet()) {
            query = query.bind(condition.getKey(), condition.getValue());
        }
        return query.map(rows::job).all().collectList().map(found -> {
            var jobs = found.size() > limit ? found.subList(0, limit) : found;
            return new JobPage(
                    jobs, found.size() > limit ? cursor(jobs.getLast().id()) : null);
        });
    }

    private static String where(JobFilter filter, @Nullable String cursor, Map<String, Object> values) {
        var conditions = new ArrayList<String>(List.of("true"));
        add(conditions, values, "j.project = :project", "project", filter.project());
        var among = filter.among();
        add(
                conditions,
                values,
                "j.project = any(:among)",
                "among",
                among == null ? null : among.toArray(String[]::new));
        add(conditions, values, "j.environment = :environment", "environment", filter.environment());
        add(conditions, values, "j.services @> array[cast(:service as text)]", "service", filter.service());
        add(
                conditions,
                values,
                "j.state = :state",
                "state",
                filter.state() == null ? null : filter.state().name());
        Outcome outcome = filter.outcome();
        add(conditions, values, "j.outcome = :outcome", "outcome", outcome == null ? null : outcome.name());
        add(conditions, values, "j.pipeline = :pipeline", "pipeline", filter.pipeline());
        add(conditions, values, "j.requested_by = :by", "by", filter.requestedBy());
        if (cursor != null && !cursor.isBlank()) {
            add(conditions, values, "j.id < :before", "before", before(cursor));
        }
        var words = filter.q() == null
                ? new String[0]
                : filter.q().toLowerCase(Locale.ROOT).strip().split("\\s+");
        for (var i = 0; i < words.length; i++) {
            if (!words[i].isEmpty()) {
                add(conditions, values, "position(:word" + i + " in j.words) > 0", "word" + i, words[i]);
            }
        }
        return String.join(" and ", conditions);
    }

    private static void add(
            List<String> conditions,
            Map<String, Object> values,
            String condition,
            String name,
            @Nullable Object value) {
        if (value != null) {
            conditions.add(condition);
            values.put(name, value);
        }
    }

    private static String cursor(long last) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(("j" + last).getBytes(StandardCharsets.US_ASCII));
    }

    private static long before(String cursor) {
        try {
            var text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.US_ASCII);
            if (text.startsWith("j")) {
                return Long.parseLong(text.substring(1));
            }
        } catch (IllegalArgumentException e) {
            throw noCursor(e);
        }
        throw noCursor(null);
    }

    private static InvalidInput noCursor(@Nullable Throwable cause) {
        var problem = new InvalidInput(
                "The cursor is not one of this list",
                new FieldProblem(
                        "cursor", "must be the 'next' of the page before", "Leave it out for the first page."));
        problem.initCause(cause);
        return problem;
    }

    @Override
    public Flux<Job> open(@Nullable String project) {
        var query = database.sql(SELECT + "j.state <> 'ENDED'" + (project == null ? "" : " and j.project = :project")
                + " order by j.id");
        return (project == null ? query : query.bind("project", project))
                .map(rows::job)
                .all();
    }

    @Override
    public Flux<Job> lastOfEachPlacement(String project) {
        return database.sql(SELECT + """
            j.id in (select l.job_id from placement_last_job l where l.project = :project) order by j.id desc
            """)
                .bind("project", project)
                .map(rows::job)
                .all();
    }

    @Override
    public Flux<LockHolder> locks(String project) {
        return locks.holders(project);
    }
}
