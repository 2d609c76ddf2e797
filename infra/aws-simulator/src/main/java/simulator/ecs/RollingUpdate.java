package simulator.ecs;

import java.util.Comparator;
import java.util.List;
import software.amazon.awssdk.services.ecs.model.DeploymentConfiguration;

/** The rolling update: new tasks within the maximum, old ones stopped while the minimum stays healthy. */
final class RollingUpdate implements Strategy {

    private final FargateService service;
    private final Rollout rollout;

    RollingUpdate(FargateService service, Rollout rollout) {
        this.service = service;
        this.rollout = rollout;
    }

    @Override
    public void tick() {
        var primary = rollout.current();
        var room = new Room(service, rollout.configuration());
        var missing = room.desired() - primary.active().size();
        if (missing > 0) {
            service.start(primary, Math.min(missing, room.free()));
        } else if (missing < 0) {
            service.scaleIn(primary, -missing);
        }
        stopOld(primary, room);
        if (primary.active().size() < room.desired() && room.free() <= 0 && isStuck(primary)) {
            service.events()
                    .addOnce("was unable to stop or start tasks during a deployment because of the service deployment"
                            + " configuration. Update the minimumHealthyPercent or maximumPercent value and try"
                            + " again.");
        }
        if (primary.well() >= room.desired() && others(primary).stream().allMatch(Deploying::isEmpty)) {
            rollout.settled();
        }
    }

    private void stopOld(Deploying primary, Room room) {
        var old = others(primary).stream()
                .flatMap(deployment -> deployment.active().stream())
                .sorted(Comparator.comparing(FargateTask::isWell))
                .toList();
        var healthy = service.wellTasks();
        var active = service.activeTasks();
        for (var task : old) {
            var makesRoom = active >= room.most() && primary.active().size() < room.desired() && primary.pending() == 0;
            var replaced = active > room.desired() && primary.well() > 0 || primary.well() >= room.desired();
            if (task.isWell() && (healthy - 1 < room.least() || !(makesRoom || replaced))) {
                return;
            }
            service.stop(primary, task);
            active--;
            if (task.isWell()) {
                healthy--;
            }
        }
    }

    /** Nothing is on its way that would make room. */
    private boolean isStuck(Deploying primary) {
        return primary.pending() == 0
                && others(primary).stream()
                        .flatMap(deployment -> deployment.tasks().stream())
                        .noneMatch(task -> !task.isActive() && !task.isStopped());
    }

    private List<Deploying> others(Deploying primary) {
        return service.deployments().stream()
                .filter(deployment -> deployment != primary)
                .toList();
    }

    @Override
    public void turnBack() {
        // The scheduler goes on with what ran before as its primary deployment.
    }

    /** Traffic follows the tasks. */
    @Override
    public double share() {
        var all = service.wellTasks();
        return all == 0 ? 0 : 100.0 * rollout.target().well() / all;
    }

    /** What minimum and maximum leave: the maximum rounds down, the minimum up. */
    private record Room(int desired, int least, int most, int free) {

        Room(FargateService service, DeploymentConfiguration configuration) {
            var desired = service.shape().desiredCount();
            var most = desired * configuration.maximumPercent() / 100;
            this(
                    desired,
                    (int) Math.ceil(desired * configuration.minimumHealthyPercent() / 100.0),
                    most,
                    most - service.activeTasks());
        }
    }
}
