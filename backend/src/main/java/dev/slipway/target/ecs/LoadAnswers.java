package dev.slipway.target.ecs;

import dev.slipway.aws.Aws;
import dev.slipway.aws.AwsAccess;
import dev.slipway.aws.AwsUnavailable;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataResult;
import software.amazon.awssdk.services.cloudwatch.model.ScanBy;

/** Asks CloudWatch for the newest figure of many metrics, five hundred a call. */
record LoadAnswers(Cloud cloud, AwsAccess access, Instant now) {

    /** Quota of GetMetricData: queries in one call. */
    private static final int QUERIES_A_CALL = 500;

    private static final int PAGES = 10;

    /** Figures come a minute or two late; one that is older says nothing of now. */
    private static final Duration LATEST = Duration.ofMinutes(5);

    /**
     * The newest full minute of a metric.
     *
     * @param at when the minute ended
     */
    record Figure(Instant at, double value) {}

    /** What there is, by query; of a metric without a figure of these minutes there is none. */
    Map<LoadQuery, Figure> of(List<LoadQuery> queries) throws AwsUnavailable {
        var found = new HashMap<LoadQuery, Figure>();
        for (var at = 0; at < queries.size(); at += QUERIES_A_CALL) {
            ask(queries.subList(at, Math.min(queries.size(), at + QUERIES_A_CALL)), found);
        }
        return found;
    }

    private void ask(List<LoadQuery> some, Map<LoadQuery, Figure> found) throws AwsUnavailable {
        var byId = new HashMap<String, LoadQuery>();
        some.forEach(query -> byId.put("q" + byId.size(), query));
        var until = now.truncatedTo(ChronoUnit.MINUTES);
        var asked = byId.entrySet().stream()
                .map(one -> one.getValue().asked(one.getKey()))
                .toList();
        @Nullable String token = null;
        for (var page = 0; page == 0 || token != null && page < PAGES; page++) {
            var from = token;
            var answer = Aws.await(cloud.watch(access)
                    .getMetricData(request -> request.startTime(until.minus(LATEST))
                            .endTime(until)
                            .scanBy(ScanBy.TIMESTAMP_DESCENDING)
                            .metricDataQueries(asked)
                            .nextToken(from)));
            for (var result : answer.metricDataResults()) {
                var query = byId.get(result.id());
                if (query != null) {
                    newest(result, query, found);
                }
            }
            token = answer.nextToken();
        }
    }

    private static void newest(MetricDataResult result, LoadQuery query, Map<LoadQuery, Figure> found) {
        if (!result.values().isEmpty() && !found.containsKey(query)) {
            var minute = result.timestamps().getFirst();
            found.put(query, new Figure(minute.plusSeconds(60), result.values().getFirst()));
        }
    }
}
