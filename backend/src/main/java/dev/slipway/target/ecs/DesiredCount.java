package dev.slipway.target.ecs;

import dev.slipway.aws.Aws;
import dev.slipway.aws.AwsUnavailable;
import dev.slipway.target.TargetSettings;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.applicationautoscaling.model.ScalableDimension;
import software.amazon.awssdk.services.applicationautoscaling.model.ServiceNamespace;
import software.amazon.awssdk.services.ecs.model.Service;

/**
 * How many tasks a deployment is to give a service. The number is the service's own and auto-scaling's, but for two cases:
 * at zero nothing could be proven, and somebody changed the setting since the last revision that was proven.
 *
 * @param before what was proven last; null: nothing
 */
record DesiredCount(
        Cloud cloud, KeptRevision revision, @Nullable KeptRevision before) {

    /** Null: as many as it has. */
    @Nullable
    Integer of(Service service) throws AwsUnavailable {
        var size = revision.ecs().size();
        if (service.desiredCount() == 0) {
            return size.desired() > 0 ? size.desired() : null;
        }
        if (!size.stated() || size.desired() == service.desiredCount() || !changed(size)) {
            return null;
        }
        return isScaled() ? null : Integer.valueOf(size.desired());
    }

    private boolean changed(EcsSettings.Size size) {
        // What was proven long ago may have settings that would be refused today; its size is read all the same.
        return before != null
                && EcsSettingsReading.of(new TargetSettings(before.settings()))
                                .settings()
                                .size()
                                .desired()
                        != size.desired();
    }

    private boolean isScaled() throws AwsUnavailable {
        var place = revision.ecs().place();
        return !Aws.await(cloud.scaling(place.access())
                        .describeScalableTargets(request -> request.serviceNamespace(ServiceNamespace.ECS)
                                .scalableDimension(ScalableDimension.ECS_SERVICE_DESIRED_COUNT)
                                .resourceIds("service/" + Arn.name(place.cluster()) + "/" + Arn.name(place.service()))))
                .scalableTargets()
                .isEmpty();
    }
}
