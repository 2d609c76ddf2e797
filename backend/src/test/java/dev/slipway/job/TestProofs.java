package dev.slipway.job;

import dev.slipway.target.PlacementKey;
import dev.slipway.target.Revision;
import java.time.Instant;
import java.time.ZoneOffset;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.r2dbc.core.DatabaseClient;

/** Lets tests say what was proven, without deploying it. */
@TestComponent
public class TestProofs {

    private final DatabaseClient database;
    private final JobJson json;

    TestProofs(DatabaseClient database, JobJson json) {
        this.database = database;
        this.json = json;
    }

    /** As if a job with this number had proven it at the time. */
    public void add(PlacementKey placement, Revision revision, long number, String by, Instant at) {
        database.sql("""
            insert into verified_revision (project, environment, service, revision, job_id, number, verified_by,
                verified_at)
            values (:project, :environment, :service, cast(:revision as jsonb), 0, :number, :by, :at)
            """)
                .bind("project", placement.project())
                .bind("environment", placement.environment())
                .bind("service", placement.service())
                .bind("revision", json.write(revision))
                .bind("number", number)
                .bind("by", by)
                .bind("at", at.atOffset(ZoneOffset.UTC))
                .then()
                .block();
    }
}
