package dev.slipway.target.ecs.check;

import dev.slipway.artifact.registry.Registries;
import dev.slipway.aws.AwsClients;
import dev.slipway.target.ecs.EcsAdvice;
import java.time.Clock;
import java.util.Optional;

/** Every check of ECS as the portal has them, for tests outside of this package. */
public final class RealChecks {

    private RealChecks() {}

    /** @param clock of the cloud that is asked */
    public static EcsAdvice on(AwsClients clients, Clock clock) {
        var registries = new Registries(_ -> Optional.empty(), Clock.systemUTC());
        return new EcsPreChecks(CheckedService.CHECKS, clients, registries, clock);
    }
}
