package dev.slipway.target.ecs.check.capacity;

import dev.slipway.target.ecs.Room;
import dev.slipway.target.ecs.check.Facts;
import java.util.List;
import software.amazon.awssdk.services.ecs.model.DeploymentConfiguration;
import software.amazon.awssdk.services.ecs.model.Service;

/**
 * How many tasks a deployment may have at a time. What the settings leave out is as the service has it, and for a new
 * service as ECS has it: 100 and 200 percent.
 *
 * @param least that must stay healthy
 * @param most that may run
 */
record Surge(int desired, int least, int most, int minimumHealthyPercent, int maximumPercent) {

    static Surge of(Facts facts) throws Exception {
        var rollout = facts.settings().rollout();
        var now = facts.service().map(Service::deploymentConfiguration);
        var lower = rollout.minimumHealthyPercent();
        var upper = rollout.maximumPercent();
        var minimum = lower != null
                ? lower
                : now.map(DeploymentConfiguration::minimumHealthyPercent).orElse(100);
        var maximum = upper != null
                ? upper
                : now.map(DeploymentConfiguration::maximumPercent).orElse(200);
        var desired = facts.desired();
        return new Surge(desired, Room.least(desired, minimum), Room.most(desired, maximum), minimum, maximum);
    }

    /** Beside those that run. */
    int extra() {
        return Math.max(0, most - desired);
    }

    boolean canProgress() {
        return Room.canProgress(desired, minimumHealthyPercent, maximumPercent);
    }

    static List<String> subnets(Service service) {
        var network = service.networkConfiguration();
        return network == null || network.awsvpcConfiguration() == null
                ? List.of()
                : network.awsvpcConfiguration().subnets();
    }
}
