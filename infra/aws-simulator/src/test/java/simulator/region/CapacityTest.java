package simulator.region;

import static org.assertj.core.api.Assertions.assertThat;
import static simulator.region.Cloud.refusal;

import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import simulator.quota.Quota;
import simulator.scaling.Scaling;
import software.amazon.awssdk.services.applicationautoscaling.ApplicationAutoScalingAsyncClient;
import software.amazon.awssdk.services.applicationautoscaling.model.MetricType;
import software.amazon.awssdk.services.applicationautoscaling.model.ScalingActivityStatusCode;
import software.amazon.awssdk.services.applicationautoscaling.model.ServiceNamespace;
import software.amazon.awssdk.services.ec2.Ec2AsyncClient;
import software.amazon.awssdk.services.servicequotas.ServiceQuotasAsyncClient;

/** What bounds the number of tasks: addresses, quotas, auto-scaling. */
class CapacityTest {

    @RegisterExtension
    private final Cloud cloud = new Cloud();

    @Test
    void aSubnetShouldTellItsFreeAddresses() {
        var network = cloud.region()
                .network()
                .privateSubnet("subnet-a", "a", "10.0.1.0/28")
                .securityGroup("sg-chat", "chat", 8005);
        var client = cloud.client(Ec2AsyncClient.builder());
        assertThat(free(client)).isEqualTo(11);

        var address = network.take("subnet-a").orElseThrow();
        assertThat(address).isEqualTo("10.0.1.4");
        assertThat(free(client)).isEqualTo(10);

        network.release("subnet-a", address);
        network.leaveFree("subnet-a", 1);
        assertThat(network.take("subnet-a")).isPresent();
        assertThat(network.take("subnet-a")).isEmpty();
        assertThat(refusal(client.describeSubnets(request -> request.subnetIds("subnet-z"))))
                .isEqualTo("InvalidSubnetID.NotFound");
        assertThat(client.describeSecurityGroups(request -> request.groupIds("sg-chat"))
                        .join()
                        .securityGroups()
                        .getFirst()
                        .ipPermissions()
                        .getFirst()
                        .toPort())
                .isEqualTo(8005);
        assertThat(client.describeRouteTables(request -> request.filters(
                                filter -> filter.name("association.subnet-id").values("subnet-a")))
                        .join()
                        .routeTables()
                        .getFirst()
                        .routes()
                        .getFirst()
                        .natGatewayId())
                .startsWith("nat-");
    }

    @Test
    void quotasShouldBeTold() {
        cloud.region().quotas().set(Quota.fargateCpus(6));
        var client = cloud.client(ServiceQuotasAsyncClient.builder());

        var quota = client.getServiceQuota(
                        request -> request.serviceCode("fargate").quotaCode("L-3032A538"))
                .join()
                .quota();

        assertThat(quota.value()).isEqualTo(6.0);
        assertThat(quota.usageMetric().metricDimensions()).containsEntry("Service", "Fargate");
        assertThat(refusal(client.getServiceQuota(
                        request -> request.serviceCode("fargate").quotaCode("L-00000000"))))
                .isEqualTo("NoSuchResourceException");
    }

    @Test
    void scalingShouldStayWithinItsBoundsAndBeNoted() {
        var set = new ArrayList<Integer>();
        var scaling = cloud.region().scaling();
        var chat = Scaling.resource("peer", "chat");
        scaling.drive((_, tasks) -> set.add(tasks));
        scaling.bounds(chat, 2, 4);
        scaling.track(chat, "ECSServiceAverageCPUUtilization", 70);
        var client = cloud.client(ApplicationAutoScalingAsyncClient.builder());

        scaling.scale(chat, 9, "monitor alarm TargetTracking-chat in state ALARM triggered policy");

        assertThat(set).containsExactly(4);
        var target = client.describeScalableTargets(request ->
                        request.serviceNamespace(ServiceNamespace.ECS).resourceIds(chat))
                .join()
                .scalableTargets()
                .getFirst();
        assertThat(target.minCapacity()).isEqualTo(2);
        assertThat(target.maxCapacity()).isEqualTo(4);
        assertThat(target.suspendedState().dynamicScalingInSuspended()).isFalse();
        var activity = client.describeScalingActivities(request ->
                        request.serviceNamespace(ServiceNamespace.ECS).resourceId(chat))
                .join()
                .scalingActivities()
                .getFirst();
        assertThat(activity.statusCode()).isEqualTo(ScalingActivityStatusCode.SUCCESSFUL);
        assertThat(activity.description()).isEqualTo("Setting desired count to 4.");
        assertThat(client.describeScalingPolicies(request -> request.serviceNamespace(ServiceNamespace.ECS))
                        .join()
                        .scalingPolicies()
                        .getFirst()
                        .targetTrackingScalingPolicyConfiguration()
                        .predefinedMetricSpecification()
                        .predefinedMetricType())
                .isEqualTo(MetricType.ECS_SERVICE_AVERAGE_CPU_UTILIZATION);
    }

    private static int free(Ec2AsyncClient client) {
        return client.describeSubnets(request -> request.subnetIds("subnet-a"))
                .join()
                .subnets()
                .getFirst()
                .availableIpAddressCount();
    }
}
