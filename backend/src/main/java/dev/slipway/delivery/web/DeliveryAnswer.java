package dev.slipway.delivery.web;

import dev.slipway.delivery.Bucket;
import dev.slipway.delivery.DeliveryReport;
import dev.slipway.delivery.Deployment;
import dev.slipway.delivery.Figures;
import dev.slipway.delivery.Flaky;
import dev.slipway.delivery.Incident;
import dev.slipway.delivery.PipelineTrend;
import dev.slipway.delivery.Spread;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The delivery figures as the API tells them; durations are ISO 8601. */
record DeliveryAnswer(
        @Schema(example = "shop") String project,
        Instant from,
        Instant until,
        @Schema(example = "prod") @Nullable String environment,
        @Nullable String service,
        @Nullable String team,
        Of figures,
        List<Part> environments,
        List<Part> services,
        List<Part> teams,
        List<Bucket> deploymentsByTime,
        List<PipelineTrend> pipelines,
        List<Flaky> flakyVerifications) {

    /** The figures of one environment, service or team. */
    record Part(@Schema(example = "web") String key, Of figures) {}

    /**
     * The four figures.
     *
     * @param changeFailureRate 0 to 1; null if of no deployment it is known how it ended
     */
    record Of(
            @Schema(example = "1.4") double deploymentsPerDay,
            Jobs proven,
            Jobs failed,
            Jobs counted,
            Jobs unknown,
            Jobs cancelled,
            @Schema(example = "0.05") @Nullable Double changeFailureRate,
            Spread leadTimeFromRelease,
            Spread leadTimeFromCommit,
            Spread timeToRestore,
            List<Failure> failures) {

        static Of of(Figures figures) {
            return new Of(
                    figures.perDay(),
                    Jobs.of(figures.proven()),
                    Jobs.of(figures.failed()),
                    Jobs.of(figures.counted()),
                    Jobs.of(figures.unknown()),
                    Jobs.of(figures.cancelled()),
                    figures.failureRate(),
                    figures.leadFromRelease(),
                    figures.leadFromCommit(),
                    figures.timeToRestore(),
                    figures.incidents().stream().map(Failure::of).toList());
        }
    }

    /** How many deployments, and the numbers of their jobs; a job may deploy several services. */
    record Jobs(
            @Schema(example = "42") int deployments,
            @Schema(example = "[17, 21]") List<Long> jobs) {

        static Jobs of(List<Deployment> deployments) {
            return new Jobs(
                    deployments.size(),
                    deployments.stream().map(Deployment::job).distinct().toList());
        }
    }

    /** @param restoredBy number of the job after which all was proven again; null while nothing was */
    record Failure(
            String environment,
            String service,
            long job,
            Instant since,
            @Nullable Long restoredBy,
            @Nullable Instant until) {

        static Failure of(Incident incident) {
            var cause = incident.cause();
            var end = incident.end();
            return new Failure(
                    cause.environment(),
                    cause.service(),
                    cause.job(),
                    incident.since(),
                    end == null ? null : end.job(),
                    end == null ? null : end.ended());
        }
    }

    static DeliveryAnswer of(DeliveryReport report) {
        var query = report.query();
        return new DeliveryAnswer(
                query.project(),
                query.window().from(),
                query.window().until(),
                query.environment(),
                query.service(),
                query.team(),
                Of.of(report.whole()),
                parts(report.environments()),
                parts(report.services()),
                parts(report.teams()),
                report.buckets(),
                report.pipelines(),
                report.flaky());
    }

    private static List<Part> parts(List<DeliveryReport.Row> rows) {
        return rows.stream()
                .map(row -> new Part(row.key(), Of.of(row.figures())))
                .toList();
    }
}
