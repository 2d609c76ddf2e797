package simulator.scaling;

import org.jspecify.annotations.Nullable;
import simulator.Fault;
import simulator.Page;
import software.amazon.awssdk.services.applicationautoscaling.model.DescribeScalableTargetsRequest;
import software.amazon.awssdk.services.applicationautoscaling.model.DescribeScalableTargetsResponse;
import software.amazon.awssdk.services.applicationautoscaling.model.DescribeScalingActivitiesRequest;
import software.amazon.awssdk.services.applicationautoscaling.model.DescribeScalingActivitiesResponse;
import software.amazon.awssdk.services.applicationautoscaling.model.DescribeScalingPoliciesRequest;
import software.amazon.awssdk.services.applicationautoscaling.model.DescribeScalingPoliciesResponse;
import software.amazon.awssdk.services.applicationautoscaling.model.ScalableDimension;
import software.amazon.awssdk.services.applicationautoscaling.model.ScalableTarget;
import software.amazon.awssdk.services.applicationautoscaling.model.ScalingActivity;
import software.amazon.awssdk.services.applicationautoscaling.model.ScalingPolicy;
import software.amazon.awssdk.services.applicationautoscaling.model.ServiceNamespace;

/** Application Auto Scaling's calls over {@link Scaling}, of ECS services alone (AWS JSON 1.1). */
public final class ScalingApi {

    private static final int PAGE = 50;

    private final Scaling scaling;

    public ScalingApi(Scaling scaling) {
        this.scaling = scaling;
    }

    public DescribeScalableTargetsResponse describeScalableTargets(DescribeScalableTargetsRequest request) {
        ecs(request.serviceNamespace());
        var found = scaling.bounds().stream()
                .filter(bounds ->
                        !request.hasResourceIds() || request.resourceIds().contains(bounds.service()))
                .toList();
        var page = Page.of(found, request.nextToken(), request.maxResults(), PAGE);
        return DescribeScalableTargetsResponse.builder()
                .scalableTargets(page.items().stream().map(this::shown).toList())
                .nextToken(page.nextToken())
                .build();
    }

    public DescribeScalingPoliciesResponse describeScalingPolicies(DescribeScalingPoliciesRequest request) {
        ecs(request.serviceNamespace());
        var found = scaling.policies().stream()
                .filter(policy -> is(request.resourceId(), policy.service()))
                .filter(policy ->
                        !request.hasPolicyNames() || request.policyNames().contains(policy.name()))
                .toList();
        var page = Page.of(found, request.nextToken(), request.maxResults(), PAGE);
        return DescribeScalingPoliciesResponse.builder()
                .scalingPolicies(page.items().stream().map(this::shown).toList())
                .nextToken(page.nextToken())
                .build();
    }

    public DescribeScalingActivitiesResponse describeScalingActivities(DescribeScalingActivitiesRequest request) {
        ecs(request.serviceNamespace());
        var found = scaling.activities().stream()
                .filter(activity -> is(request.resourceId(), activity.service()))
                .toList();
        var page = Page.of(found, request.nextToken(), request.maxResults(), PAGE);
        return DescribeScalingActivitiesResponse.builder()
                .scalingActivities(page.items().stream().map(ScalingApi::shown).toList())
                .nextToken(page.nextToken())
                .build();
    }

    private static void ecs(ServiceNamespace namespace) {
        if (namespace != ServiceNamespace.ECS) {
            throw new Fault("ValidationException", "The simulator scales ECS services alone");
        }
    }

    private static boolean is(@Nullable String wanted, String value) {
        return wanted == null || wanted.equals(value);
    }

    private ScalableTarget shown(Bounds bounds) {
        return ScalableTarget.builder()
                .serviceNamespace(ServiceNamespace.ECS)
                .scalableDimension(ScalableDimension.ECS_SERVICE_DESIRED_COUNT)
                .resourceId(bounds.service())
                .minCapacity(bounds.least())
                .maxCapacity(bounds.most())
                .roleARN(scaling.place()
                        .globalArn(
                                "iam",
                                "role/aws-service-role/ecs.application-autoscaling.amazonaws.com/AWSServiceRole"))
                .creationTime(bounds.createdAt())
                .suspendedState(state -> state.dynamicScalingInSuspended(bounds.suspended())
                        .dynamicScalingOutSuspended(bounds.suspended())
                        .scheduledScalingSuspended(bounds.suspended()))
                .build();
    }

    private ScalingPolicy shown(Tracking policy) {
        return ScalingPolicy.builder()
                .policyARN(scaling.place().arn("autoscaling", "scalingPolicy:" + policy.name()))
                .policyName(policy.name())
                .policyType("TargetTrackingScaling")
                .serviceNamespace(ServiceNamespace.ECS)
                .scalableDimension(ScalableDimension.ECS_SERVICE_DESIRED_COUNT)
                .resourceId(policy.service())
                .targetTrackingScalingPolicyConfiguration(tracking -> tracking.targetValue(policy.target())
                        .predefinedMetricSpecification(metric -> metric.predefinedMetricType(policy.metric())))
                .creationTime(policy.createdAt())
                .build();
    }

    private static ScalingActivity shown(Activity activity) {
        return ScalingActivity.builder()
                .activityId(activity.id())
                .serviceNamespace(ServiceNamespace.ECS)
                .scalableDimension(ScalableDimension.ECS_SERVICE_DESIRED_COUNT)
                .resourceId(activity.service())
                .description(activity.description())
                .cause(activity.cause())
                .startTime(activity.at())
                .endTime(activity.at())
                .statusCode(activity.status())
                .build();
    }
}
