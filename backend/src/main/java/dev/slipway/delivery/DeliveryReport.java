package dev.slipway.delivery;

import java.util.List;

/**
 * The delivery figures of a project in a window.
 *
 * @param environments one row each, in the order of promotion, of the services asked for
 * @param services one row each, in the environments asked for
 * @param teams by owner of the services, in the environments asked for
 */
public record DeliveryReport(
        DeliveryQuery query,
        Figures whole,
        List<Row> environments,
        List<Row> services,
        List<Row> teams,
        List<Bucket> buckets,
        List<PipelineTrend> pipelines,
        List<Flaky> flaky) {

    public DeliveryReport {
        environments = List.copyOf(environments);
        services = List.copyOf(services);
        teams = List.copyOf(teams);
        buckets = List.copyOf(buckets);
        pipelines = List.copyOf(pipelines);
        flaky = List.copyOf(flaky);
    }

    /** @param key of the environment or service, or the name of the team */
    public record Row(String key, String title, Figures figures) {}
}
