package simulator.ecs;

import java.util.List;
import simulator.cloudwatch.Alarm;
import simulator.cloudwatch.Watch;
import software.amazon.awssdk.services.ecs.model.DeploymentAlarms;
import software.amazon.awssdk.services.ecs.model.ServiceDeploymentAlarms;
import software.amazon.awssdk.services.ecs.model.ServiceDeploymentRollbackMonitorsStatus;

/** The alarms of one service deployment. With one that is in ALARM when it begins, ECS watches none of them. */
final class AlarmGuard {

    private final DeploymentAlarms configuration;
    private final Watch watch;
    private final boolean watching;
    private List<String> triggered = List.of();

    AlarmGuard(DeploymentAlarms configuration, Watch watch) {
        this.configuration = configuration;
        this.watch = watch;
        watching = Boolean.TRUE.equals(configuration.enable()) && firing().isEmpty();
    }

    boolean isWatching() {
        return watching;
    }

    boolean rollsBack() {
        return Boolean.TRUE.equals(configuration.rollback());
    }

    /** Looks at the alarms; true once when one fires. */
    boolean trips() {
        if (!watching || !triggered.isEmpty()) {
            return false;
        }
        triggered = firing();
        return !triggered.isEmpty();
    }

    private List<String> firing() {
        return configuration.alarmNames().stream()
                .filter(name -> watch.alarm(name).filter(Alarm::firing).isPresent())
                .toList();
    }

    ServiceDeploymentAlarms shown(boolean over) {
        var status = ServiceDeploymentRollbackMonitorsStatus.DISABLED;
        if (watching) {
            status = !triggered.isEmpty()
                    ? ServiceDeploymentRollbackMonitorsStatus.TRIGGERED
                    : over
                            ? ServiceDeploymentRollbackMonitorsStatus.MONITORING_COMPLETE
                            : ServiceDeploymentRollbackMonitorsStatus.MONITORING;
        }
        return ServiceDeploymentAlarms.builder()
                .status(status)
                .alarmNames(configuration.alarmNames())
                .triggeredAlarmNames(triggered)
                .build();
    }
}
