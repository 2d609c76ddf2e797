/** Runs services on Amazon ECS (Fargate and EC2); docs/targets/ecs.md explains settings and verdicts. */
@NullMarked
@ApplicationModule(allowedDependencies = {"target", "artifact", "artifact :: registry", "aws"})
package dev.slipway.target.ecs;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
