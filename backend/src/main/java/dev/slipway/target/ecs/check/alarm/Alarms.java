package dev.slipway.target.ecs.check.alarm;

import dev.slipway.aws.Aws;
import dev.slipway.target.ecs.check.Facts;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.cloudwatch.model.AlarmType;
import software.amazon.awssdk.services.cloudwatch.model.CompositeAlarm;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;

/** The alarms that guard deployments of a service, as they are. */
record Alarms(List<String> names, List<Alarm> found) {

    /** One alarm. */
    record Alarm(String name, StateValue state, String reason) {}

    /** As the settings say, else as the service has them; none if they are switched off. */
    static Alarms of(Facts facts) throws Exception {
        var names = names(facts);
        if (names.isEmpty()) {
            return new Alarms(names, List.of());
        }
        var answer = Aws.await(facts.aws()
                .cloudWatch()
                .describeAlarms(request ->
                        request.alarmNames(names).alarmTypes(AlarmType.METRIC_ALARM, AlarmType.COMPOSITE_ALARM)));
        var found = new ArrayList<Alarm>();
        answer.metricAlarms().forEach(alarm -> found.add(of(alarm)));
        answer.compositeAlarms().forEach(alarm -> found.add(of(alarm)));
        return new Alarms(names, found);
    }

    private static List<String> names(Facts facts) throws Exception {
        var wanted = facts.settings().rollout().alarms();
        if (wanted != null) {
            return wanted.names();
        }
        return facts.service()
                .map(service -> service.deploymentConfiguration())
                .map(configuration -> configuration.alarms())
                .filter(alarms -> Boolean.TRUE.equals(alarms.enable()))
                .map(alarms -> alarms.alarmNames())
                .orElse(List.of());
    }

    private static Alarm of(MetricAlarm alarm) {
        return new Alarm(alarm.alarmName(), alarm.stateValue(), String.valueOf(alarm.stateReason()));
    }

    private static Alarm of(CompositeAlarm alarm) {
        return new Alarm(alarm.alarmName(), alarm.stateValue(), String.valueOf(alarm.stateReason()));
    }

    List<String> in(StateValue state) {
        return found.stream()
                .filter(alarm -> alarm.state() == state)
                .map(alarm -> alarm.name() + ": " + alarm.reason())
                .toList();
    }

    List<String> missing() {
        return names.stream()
                .filter(name -> found.stream().noneMatch(alarm -> alarm.name().equals(name)))
                .map(name -> "there is no alarm " + name)
                .toList();
    }
}
