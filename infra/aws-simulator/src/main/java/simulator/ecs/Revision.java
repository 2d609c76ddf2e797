package simulator.ecs;

import java.time.Instant;
import software.amazon.awssdk.services.ecs.model.Service;

/**
 * A service revision: the workload a deployment brings.
 *
 * @param number also that of its deployment, {@code ecs-svc/number}
 * @param service as it was configured then
 */
record Revision(String number, String arn, TaskDefinitions.Registered definition, Service service, Instant createdAt) {}
