package dev.slipway.job;

import dev.slipway.engine.Signals;
import dev.slipway.engine.WorkQueue;
import dev.slipway.target.PlacementKey;
import dev.slipway.target.PlacementNews;
import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Has the job that holds a placement look at it now: on this replica or another, awake or asleep. */
@Component
class FollowedPlacements implements PlacementNews {

    /** Signal to the worker of a job: what its steps follow has moved. */
    static final String LOOK = "job-look";

    private static final Logger LOG = LoggerFactory.getLogger(FollowedPlacements.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** The job that holds the placement; a rollout of it that sleeps is due now, but not one that waits to be tried again. */
    private static final String HOLDER = """
        with holder as (select job_id from placement_lock
            where held and project = :project and environment = :environment and service = :service),
        due as (update step_run s set report = jsonb_set(s.report, '{until}', cast(:now as jsonb)) from holder h
            where s.job_id = h.job_id and s.state = 'WAITING' and s.kind in ('deploy', 'force-update', 'rollback')
                and coalesce(s.service, :service) = :service and coalesce(s.report -> 'failure', 'null') = 'null')
        select job_id from holder
        """;

    private final DatabaseClient database;
    private final WorkQueue work;
    private final Signals signals;
    private final JobJson json;
    private final Clock clock;

    FollowedPlacements(DatabaseClient database, WorkQueue work, Signals signals, JobJson json, Clock clock) {
        this.database = database;
        this.json = json;
        this.work = work;
        this.signals = signals;
        this.clock = clock;
    }

    @Override
    public void happenedAt(PlacementKey placement) {
        try {
            database.sql(HOLDER)
                    .bind("project", placement.project())
                    .bind("environment", placement.environment())
                    .bind("service", placement.service())
                    .bind("now", json.write(clock.instant()))
                    .mapValue(Long.class)
                    .all()
                    .collectList()
                    .flatMapIterable(jobs -> jobs)
                    .concatMap(this::look)
                    .then()
                    .block(PATIENCE);
        } catch (DataAccessException | IllegalStateException e) {
            // It is looked at all the same, only later.
            LOG.debug("Nobody is told of news from {}", placement, e);
        }
    }

    /** One that is awake hears the signal; one that sleeps is due now. */
    private Mono<Void> look(Long job) {
        var id = job.toString();
        return work.schedule(PlacementLocks.WORK, id, clock.instant()).then(signals.send(LOOK, id));
    }
}
