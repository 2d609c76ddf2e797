package simulator.cloudwatch;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import simulator.Fault;
import simulator.Page;
import software.amazon.awssdk.services.cloudwatch.model.AlarmType;
import software.amazon.awssdk.services.cloudwatch.model.DescribeAlarmsRequest;
import software.amazon.awssdk.services.cloudwatch.model.DescribeAlarmsResponse;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataRequest;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataResponse;
import software.amazon.awssdk.services.cloudwatch.model.ListMetricsRequest;
import software.amazon.awssdk.services.cloudwatch.model.ListMetricsResponse;
import software.amazon.awssdk.services.cloudwatch.model.Metric;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricDataRequest;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricDataResponse;
import software.amazon.awssdk.services.cloudwatch.model.SetAlarmStateRequest;
import software.amazon.awssdk.services.cloudwatch.model.SetAlarmStateResponse;

/** CloudWatch's calls over {@link Watch} (rpc-v2-cbor). */
public final class CloudWatchApi {

    /** Documented quota of GetMetricData. */
    private static final int QUERIES_A_CALL = 500;

    private final Watch watch;

    public CloudWatchApi(Watch watch) {
        this.watch = watch;
    }

    public DescribeAlarmsResponse describeAlarms(DescribeAlarmsRequest request) {
        if (request.hasAlarmTypes() && !request.alarmTypes().contains(AlarmType.METRIC_ALARM)) {
            return DescribeAlarmsResponse.builder().metricAlarms(List.of()).build();
        }
        if (request.hasAlarmNames() && request.alarmNamePrefix() != null) {
            throw new Fault("InvalidParameterCombination", "AlarmNames and AlarmNamePrefix must not be given together");
        }
        var found = watch.alarms().stream()
                .filter(alarm ->
                        !request.hasAlarmNames() || request.alarmNames().contains(alarm.name()))
                .filter(alarm ->
                        request.alarmNamePrefix() == null || alarm.name().startsWith(request.alarmNamePrefix()))
                .filter(alarm -> request.stateValue() == null || alarm.state().equals(request.stateValueAsString()))
                .toList();
        var page = Page.of(found, request.nextToken(), request.maxRecords(), 50);
        return DescribeAlarmsResponse.builder()
                .metricAlarms(page.items().stream().map(this::shown).toList())
                .compositeAlarms(List.of())
                .nextToken(page.nextToken())
                .build();
    }

    public SetAlarmStateResponse setAlarmState(SetAlarmStateRequest request) {
        if (!watch.set(request.alarmName(), request.stateValueAsString(), request.stateReason())) {
            throw new Fault("ResourceNotFound", 404, "There is no alarm " + request.alarmName());
        }
        return SetAlarmStateResponse.builder().build();
    }

    public PutMetricDataResponse putMetricData(PutMetricDataRequest request) {
        request.metricData().forEach(datum -> {
            var series = Series.of(request.namespace(), datum.metricName(), dimensions(datum.dimensions()));
            if (datum.timestamp() == null) {
                watch.put(series, datum.value());
            } else {
                watch.put(series, datum.timestamp(), datum.value());
            }
        });
        return PutMetricDataResponse.builder().build();
    }

    public GetMetricDataResponse getMetricData(GetMetricDataRequest request) {
        if (request.metricDataQueries().size() > QUERIES_A_CALL) {
            throw new Fault(
                    "ValidationError", "The collection MetricDataQueries must not have a size greater than 500.");
        }
        return GetMetricDataResponse.builder()
                .metricDataResults(request.metricDataQueries().stream()
                        .filter(query -> !Boolean.FALSE.equals(query.returnData()))
                        .map(query -> new Statistic(watch, query).between(request.startTime(), request.endTime()))
                        .toList())
                .messages(List.of())
                .build();
    }

    public ListMetricsResponse listMetrics(ListMetricsRequest request) {
        var found = watch.series().stream()
                .filter(series ->
                        request.namespace() == null || series.namespace().equals(request.namespace()))
                .filter(series ->
                        request.metricName() == null || series.metric().equals(request.metricName()))
                .filter(series -> request.dimensions().stream()
                        .allMatch(wanted -> series.dimensions().containsKey(wanted.name())
                                && (wanted.value() == null
                                        || wanted.value()
                                                .equals(series.dimensions().get(wanted.name())))))
                .toList();
        var page = Page.of(found, request.nextToken(), null, 500);
        return ListMetricsResponse.builder()
                .metrics(page.items().stream()
                        .map(series -> Metric.builder()
                                .namespace(series.namespace())
                                .metricName(series.metric())
                                .dimensions(dimensions(series))
                                .build())
                        .toList())
                .nextToken(page.nextToken())
                .build();
    }

    static Map<String, String> dimensions(List<Dimension> dimensions) {
        return dimensions.stream().collect(Collectors.toMap(Dimension::name, Dimension::value));
    }

    private MetricAlarm shown(Alarm alarm) {
        return MetricAlarm.builder()
                .alarmName(alarm.name())
                .alarmArn(watch.arn(alarm))
                .actionsEnabled(true)
                .namespace(alarm.watched().namespace())
                .metricName(alarm.watched().metric())
                .dimensions(dimensions(alarm.watched()))
                .statistic("Average")
                .period(60)
                .evaluationPeriods(1)
                .threshold(alarm.threshold())
                .comparisonOperator("GreaterThanOrEqualToThreshold")
                .treatMissingData("missing")
                .stateValue(alarm.state())
                .stateReason(alarm.reason())
                .stateUpdatedTimestamp(alarm.changedAt())
                .stateTransitionedTimestamp(alarm.changedAt())
                .build();
    }

    private static List<Dimension> dimensions(Series series) {
        return series.dimensions().entrySet().stream()
                .map(entry -> Dimension.builder()
                        .name(entry.getKey())
                        .value(entry.getValue())
                        .build())
                .toList();
    }
}
