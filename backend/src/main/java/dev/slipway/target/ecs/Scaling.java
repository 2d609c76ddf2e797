package dev.slipway.target.ecs;

import dev.slipway.aws.Aws;
import dev.slipway.aws.AwsUnavailable;
import dev.slipway.target.DeploymentRefused;
import dev.slipway.target.PlacementKey;

/** Changes how many tasks a service wants. That starts no deployment. */
record Scaling(Cloud cloud, Ledger ledger) {

    void scale(PlacementKey key, EcsSettings settings, int desired) throws AwsUnavailable, DeploymentRefused {
        var service = cloud.service(settings.place())
                .orElseThrow(() -> new DeploymentRefused("There is no service " + settings.place() + " to scale"));
        if (desired < 0 || desired > 5000) {
            throw new DeploymentRefused("The number of tasks must be from 0 to 5000");
        }
        if (ledger.latest(key).filter(one -> !one.content.ended()).isPresent()
                || service.deployments().size() > 1) {
            throw new DeploymentRefused("A deployment is under way; scale when it has ended");
        }
        Aws.await(cloud.ecs(settings.place().access())
                .updateService(request -> request.cluster(settings.place().cluster())
                        .service(settings.place().service())
                        .desiredCount(desired)));
    }
}
