package dev.slipway.target.ecs.check.capacity;

import dev.slipway.aws.Aws;
import dev.slipway.target.ecs.check.Answer;
import dev.slipway.target.ecs.check.EcsCheck;
import dev.slipway.target.ecs.check.Facts;
import dev.slipway.target.ecs.check.Rule;
import org.springframework.stereotype.Component;
import software.amazon.awssdk.services.applicationautoscaling.model.ScalableDimension;
import software.amazon.awssdk.services.applicationautoscaling.model.ServiceNamespace;

/** Whether the number of tasks lies within the bounds of auto-scaling. */
@Component
final class ScalingBounds implements EcsCheck {

    private static final Rule RULE = new Rule(
            Rule.Topic.CAPACITY,
            "scaling-bounds",
            "The desired count lies within the bounds of auto-scaling",
            Rule.Severity.WARN,
            "Correct the bounds or the desired count: auto-scaling would change it in the middle of the deployment.");

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public Answer ask(Facts facts) throws Exception {
        var place = facts.settings().place();
        var targets = Aws.await(facts.aws()
                        .scaling()
                        .describeScalableTargets(request -> request.serviceNamespace(ServiceNamespace.ECS)
                                .scalableDimension(ScalableDimension.ECS_SERVICE_DESIRED_COUNT)
                                .resourceIds("service/" + place.cluster() + "/" + place.service())))
                .scalableTargets();
        var size = facts.settings().size();
        if (targets.isEmpty()) {
            return size.least() == null
                    ? Answer.nothing()
                    : Answer.fails("the settings expect auto-scaling, and the service has none");
        }
        var bounds = targets.getFirst();
        var desired = facts.desired();
        var evidence =
                "%d desired, auto-scaling from %d to %d".formatted(desired, bounds.minCapacity(), bounds.maxCapacity());
        if (size.least() != null && !size.least().equals(bounds.minCapacity())
                || size.most() != null && !size.most().equals(bounds.maxCapacity())) {
            return Answer.fails(evidence + "; the settings expect %d to %d".formatted(size.least(), size.most()));
        }
        return desired >= bounds.minCapacity() && desired <= bounds.maxCapacity()
                ? Answer.holds(evidence)
                : Answer.fails(evidence);
    }
}
