package dev.slipway.target.ecs.check;

import dev.slipway.artifact.registry.EcrRegistry;
import dev.slipway.artifact.registry.ImageName;
import dev.slipway.artifact.registry.Registries;
import dev.slipway.artifact.registry.Registry;
import dev.slipway.aws.AwsAccess;
import dev.slipway.aws.AwsClients;
import software.amazon.awssdk.services.applicationautoscaling.ApplicationAutoScalingAsyncClient;
import software.amazon.awssdk.services.cloudwatch.CloudWatchAsyncClient;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsAsyncClient;
import software.amazon.awssdk.services.ec2.Ec2AsyncClient;
import software.amazon.awssdk.services.ecr.EcrAsyncClient;
import software.amazon.awssdk.services.ecs.EcsAsyncClient;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2AsyncClient;
import software.amazon.awssdk.services.iam.IamAsyncClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerAsyncClient;
import software.amazon.awssdk.services.servicequotas.ServiceQuotasAsyncClient;
import software.amazon.awssdk.services.ssm.SsmAsyncClient;
import software.amazon.awssdk.services.sts.StsAsyncClient;

/** The services a placement's checks ask, as whom and where the placement says. */
public record Clients(AwsClients clients, Registries registries, AwsAccess access) {

    public EcsAsyncClient ecs() {
        return clients.get(access, EcsAsyncClient.class, EcsAsyncClient::builder);
    }

    public StsAsyncClient sts() {
        return clients.get(access, StsAsyncClient.class, StsAsyncClient::builder);
    }

    public IamAsyncClient iam() {
        return clients.get(access, IamAsyncClient.class, IamAsyncClient::builder);
    }

    public SsmAsyncClient ssm() {
        return clients.get(access, SsmAsyncClient.class, SsmAsyncClient::builder);
    }

    public SecretsManagerAsyncClient secrets() {
        return clients.get(access, SecretsManagerAsyncClient.class, SecretsManagerAsyncClient::builder);
    }

    public CloudWatchLogsAsyncClient logs() {
        return clients.get(access, CloudWatchLogsAsyncClient.class, CloudWatchLogsAsyncClient::builder);
    }

    public CloudWatchAsyncClient cloudWatch() {
        return clients.get(access, CloudWatchAsyncClient.class, CloudWatchAsyncClient::builder);
    }

    public ElasticLoadBalancingV2AsyncClient loadBalancing() {
        return clients.get(access, ElasticLoadBalancingV2AsyncClient.class, ElasticLoadBalancingV2AsyncClient::builder);
    }

    public Ec2AsyncClient ec2() {
        return clients.get(access, Ec2AsyncClient.class, Ec2AsyncClient::builder);
    }

    public ServiceQuotasAsyncClient quotas() {
        return clients.get(access, ServiceQuotasAsyncClient.class, ServiceQuotasAsyncClient::builder);
    }

    public ApplicationAutoScalingAsyncClient scaling() {
        return clients.get(access, ApplicationAutoScalingAsyncClient.class, ApplicationAutoScalingAsyncClient::builder);
    }

    /** Where the image is: ECR with the placement's own credentials, any other registry with what is configured. */
    public Registry registry(ImageName image) {
        var ecr = Registries.ecr(image.host());
        return ecr.isEmpty() ? registries.oci(image) : ecr(ecr.get());
    }

    private EcrRegistry ecr(Registries.Ecr ecr) {
        var there = new AwsAccess(ecr.region(), access.role(), access.externalId(), access.endpoint());
        return registries.ecr(clients.get(there, EcrAsyncClient.class, EcrAsyncClient::builder), ecr.account());
    }
}
