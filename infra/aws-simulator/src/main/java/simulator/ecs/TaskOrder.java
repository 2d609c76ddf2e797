package simulator.ecs;

import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.LoadBalancer;
import software.amazon.awssdk.services.ecs.model.NetworkConfiguration;
import software.amazon.awssdk.services.ecs.model.Tag;
import software.amazon.awssdk.services.ecs.model.TaskOverride;

/**
 * What a task is started with.
 *
 * @param group such as {@code service:user} or {@code family:user}
 * @param balancers where its containers are registered; empty for one-off tasks
 */
record TaskOrder(
        TaskDefinitions.Registered definition,
        String group,
        @Nullable String startedBy,
        @Nullable TaskOverride overrides,
        @Nullable NetworkConfiguration network,
        List<LoadBalancer> balancers,
        List<Tag> tags) {}
