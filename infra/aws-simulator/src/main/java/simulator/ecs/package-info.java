/**
 * ECS on Fargate as documented: task definitions, services with their scheduler, deployments of every strategy, tasks.
 *
 * <p>What a container does is scripted by its image: {@code ecs.images().script(digest, Behaviour.healthy())}.
 */
@NullMarked
package simulator.ecs;

import org.jspecify.annotations.NullMarked;
