package simulator.region;

import static org.assertj.core.api.Assertions.assertThat;
import static simulator.region.Cloud.NOON;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import simulator.cloudwatch.Series;
import simulator.cloudwatch.Watch;
import software.amazon.awssdk.services.cloudwatch.CloudWatchAsyncClient;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;

class WatchTest {

    private static final Series CPU = Series.ofService("CPUUtilization", "peer", "chat");

    @RegisterExtension
    private final Cloud cloud = new Cloud();

    private CloudWatchAsyncClient client;
    private Watch watch;

    @BeforeEach
    void open() {
        client = cloud.client(CloudWatchAsyncClient.builder());
        watch = cloud.region().watch();
        watch.alarm("chat-cpu", CPU, 80);
        watch.alarm("chat-5xx", Series.of("AWS/ApplicationELB", "HTTPCode_Target_5XX_Count", Map.of()), 5);
    }

    @Test
    void anAlarmShouldHaveTheStateItWasGiven() {
        watch.set(
                "chat-5xx", "ALARM", "Threshold Crossed: 1 datapoint [9.0] was greater than or equal to the threshold");

        var alarms = client.describeAlarms(request -> request.alarmNames("chat-cpu", "chat-5xx"))
                .join()
                .metricAlarms();

        assertThat(alarms).extracting(alarm -> alarm.stateValue()).containsExactly(StateValue.OK, StateValue.ALARM);
        assertThat(alarms.getLast().stateReason()).startsWith("Threshold Crossed");
        assertThat(alarms.getFirst().dimensions())
                .extracting(Dimension::name)
                .containsExactly("ClusterName", "ServiceName");
        assertThat(client.describeAlarms(request -> request.stateValue(StateValue.ALARM))
                        .join()
                        .metricAlarms())
                .hasSize(1);
    }

    @Test
    void sdkShouldSetStateItself() {
        client.setAlarmState(request -> request.alarmName("chat-cpu")
                        .stateValue(StateValue.INSUFFICIENT_DATA)
                        .stateReason("no data"))
                .join();

        assertThat(watch.alarm("chat-cpu").orElseThrow().state()).isEqualTo("INSUFFICIENT_DATA");
        assertThat(Cloud.refusal(client.setAlarmState(request ->
                        request.alarmName("other").stateValue(StateValue.OK).stateReason("why not"))))
                .isEqualTo("ResourceNotFound");
    }

    @Test
    void metricsShouldBeSummedUpByPeriod() {
        watch.put(CPU, NOON, 10);
        watch.put(CPU, NOON.plusSeconds(30), 30);
        client.putMetricData(request -> request.namespace("AWS/ECS")
                        .metricData(datum -> datum.metricName("CPUUtilization")
                                .value(70.0)
                                .timestamp(NOON.plusSeconds(60))
                                .dimensions(dimension("ClusterName", "peer"), dimension("ServiceName", "chat"))))
                .join();

        var result = client.getMetricData(request -> request.startTime(NOON)
                        .endTime(NOON.plus(Duration.ofMinutes(5)))
                        .metricDataQueries(query -> query.id("cpu")
                                .metricStat(stat -> stat.stat("Average")
                                        .period(60)
                                        .metric(metric -> metric.namespace("AWS/ECS")
                                                .metricName("CPUUtilization")
                                                .dimensions(
                                                        dimension("ClusterName", "peer"),
                                                        dimension("ServiceName", "chat"))))))
                .join()
                .metricDataResults()
                .getFirst();

        assertThat(result.values()).containsExactly(70.0, 20.0);
        assertThat(result.timestamps()).containsExactly(NOON.plusSeconds(60), NOON);
    }

    private static Dimension dimension(String name, String value) {
        return Dimension.builder().name(name).value(value).build();
    }
}
