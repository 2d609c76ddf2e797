package simulator.region;

import java.net.URI;
import java.util.List;
import java.util.function.Supplier;
import simulator.Api;
import simulator.Sessions;
import simulator.cloudwatch.CloudWatchApi;
import simulator.ecr.EcrApi;
import simulator.elb.ElbApi;
import simulator.iam.IamApi;
import simulator.iam.StsApi;
import simulator.logs.LogsApi;
import simulator.network.Ec2Api;
import simulator.quota.QuotasApi;
import simulator.scaling.ScalingApi;
import simulator.secrets.SecretsApi;
import simulator.sqs.SqsApi;
import simulator.ssm.SsmApi;
import simulator.wire.Service;
import software.amazon.awssdk.services.applicationautoscaling.model.DescribeScalableTargetsRequest;
import software.amazon.awssdk.services.applicationautoscaling.model.DescribeScalingActivitiesRequest;
import software.amazon.awssdk.services.applicationautoscaling.model.DescribeScalingPoliciesRequest;
import software.amazon.awssdk.services.cloudwatch.model.DescribeAlarmsRequest;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataRequest;
import software.amazon.awssdk.services.cloudwatch.model.ListMetricsRequest;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricDataRequest;
import software.amazon.awssdk.services.cloudwatch.model.SetAlarmStateRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.DescribeLogGroupsRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.DescribeLogStreamsRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilterLogEventsRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.GetLogEventsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeRouteTablesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSubnetsRequest;
import software.amazon.awssdk.services.ecr.model.BatchGetImageRequest;
import software.amazon.awssdk.services.ecr.model.DescribeImageScanFindingsRequest;
import software.amazon.awssdk.services.ecr.model.DescribeImagesRequest;
import software.amazon.awssdk.services.ecr.model.DescribeRepositoriesRequest;
import software.amazon.awssdk.services.ecr.model.GetAuthorizationTokenRequest;
import software.amazon.awssdk.services.ecr.model.GetDownloadUrlForLayerRequest;
import software.amazon.awssdk.services.ecr.model.ListImagesRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeListenersRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeLoadBalancersRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeRulesRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeTargetGroupAttributesRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeTargetGroupsRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeTargetHealthRequest;
import software.amazon.awssdk.services.iam.model.GetRoleRequest;
import software.amazon.awssdk.services.iam.model.SimulatePrincipalPolicyRequest;
import software.amazon.awssdk.services.secretsmanager.model.DescribeSecretRequest;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueRequest;
import software.amazon.awssdk.services.servicequotas.model.GetServiceQuotaRequest;
import software.amazon.awssdk.services.servicequotas.model.ListServiceQuotasRequest;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.DeleteMessageRequest;
import software.amazon.awssdk.services.sqs.model.GetQueueAttributesRequest;
import software.amazon.awssdk.services.sqs.model.GetQueueUrlRequest;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;
import software.amazon.awssdk.services.ssm.model.DescribeParametersRequest;
import software.amazon.awssdk.services.ssm.model.GetParameterRequest;
import software.amazon.awssdk.services.ssm.model.GetParametersRequest;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityRequest;

/** Which calls are answered, and by what. */
record RegionalServices(Regions regions, Sessions sessions, Supplier<URI> endpoint) {

    List<Service> all() {
        return List.of(
                images(),
                balancing(),
                watch(),
                logs(),
                sts(),
                roles(),
                parameters(),
                secrets(),
                scaling(),
                network(),
                quotas(),
                queues());
    }

    private Service images() {
        return new Regional<>(Api.ECR, place -> new EcrApi(regions.in(place).images()))
                .on(DescribeRepositoriesRequest.class, EcrApi::describeRepositories)
                .on(DescribeImagesRequest.class, EcrApi::describeImages)
                .on(ListImagesRequest.class, EcrApi::listImages)
                .on(BatchGetImageRequest.class, EcrApi::batchGetImage)
                .on(DescribeImageScanFindingsRequest.class, EcrApi::describeImageScanFindings)
                .on(GetAuthorizationTokenRequest.class, EcrApi::getAuthorizationToken)
                .on(GetDownloadUrlForLayerRequest.class, EcrApi::getDownloadUrlForLayer)
                .service();
    }

    private Service balancing() {
        return new Regional<>(
                        Api.ELASTIC_LOAD_BALANCING,
                        place -> new ElbApi(regions.in(place).balancing()))
                .on(DescribeTargetGroupsRequest.class, ElbApi::describeTargetGroups)
                .on(DescribeTargetHealthRequest.class, ElbApi::describeTargetHealth)
                .on(DescribeTargetGroupAttributesRequest.class, ElbApi::describeTargetGroupAttributes)
                .on(DescribeLoadBalancersRequest.class, ElbApi::describeLoadBalancers)
                .on(DescribeListenersRequest.class, ElbApi::describeListeners)
                .on(DescribeRulesRequest.class, ElbApi::describeRules)
                .service();
    }

    private Service watch() {
        return new Regional<>(
                        Api.CLOUD_WATCH,
                        place -> new CloudWatchApi(regions.in(place).watch()))
                .on(DescribeAlarmsRequest.class, CloudWatchApi::describeAlarms)
                .on(SetAlarmStateRequest.class, CloudWatchApi::setAlarmState)
                .on(PutMetricDataRequest.class, CloudWatchApi::putMetricData)
                .on(GetMetricDataRequest.class, CloudWatchApi::getMetricData)
                .on(ListMetricsRequest.class, CloudWatchApi::listMetrics)
                .service();
    }

    private Service logs() {
        return new Regional<>(Api.LOGS, place -> new LogsApi(regions.in(place).logs()))
                .on(DescribeLogGroupsRequest.class, LogsApi::describeLogGroups)
                .on(DescribeLogStreamsRequest.class, LogsApi::describeLogStreams)
                .on(GetLogEventsRequest.class, LogsApi::getLogEvents)
                .on(FilterLogEventsRequest.class, LogsApi::filterLogEvents)
                .service();
    }

    private Service sts() {
        var sts = new StsApi(regions::known, sessions, regions.clock());
        return new Service(Api.STS)
                .on(GetCallerIdentityRequest.class, sts::getCallerIdentity)
                .on(AssumeRoleRequest.class, sts::assumeRole);
    }

    private Service roles() {
        return new Regional<>(Api.IAM, place -> new IamApi(regions.roles(place.account())))
                .on(GetRoleRequest.class, IamApi::getRole)
                .on(SimulatePrincipalPolicyRequest.class, IamApi::simulatePrincipalPolicy)
                .service();
    }

    private Service parameters() {
        return new Regional<>(Api.SSM, place -> new SsmApi(regions.in(place).parameters()))
                .on(GetParameterRequest.class, SsmApi::getParameter)
                .on(GetParametersRequest.class, SsmApi::getParameters)
                .on(DescribeParametersRequest.class, SsmApi::describeParameters)
                .service();
    }

    private Service secrets() {
        return new Regional<>(
                        Api.SECRETS_MANAGER,
                        place -> new SecretsApi(regions.in(place).secrets()))
                .on(DescribeSecretRequest.class, SecretsApi::describeSecret)
                .on(GetSecretValueRequest.class, SecretsApi::getSecretValue)
                .service();
    }

    private Service scaling() {
        return new Regional<>(
                        Api.APPLICATION_AUTO_SCALING,
                        place -> new ScalingApi(regions.in(place).scaling()))
                .on(DescribeScalableTargetsRequest.class, ScalingApi::describeScalableTargets)
                .on(DescribeScalingPoliciesRequest.class, ScalingApi::describeScalingPolicies)
                .on(DescribeScalingActivitiesRequest.class, ScalingApi::describeScalingActivities)
                .service();
    }

    private Service network() {
        return new Regional<>(Api.EC2, place -> new Ec2Api(regions.in(place).network()))
                .on(DescribeSubnetsRequest.class, Ec2Api::describeSubnets)
                .on(DescribeSecurityGroupsRequest.class, Ec2Api::describeSecurityGroups)
                .on(DescribeRouteTablesRequest.class, Ec2Api::describeRouteTables)
                .service();
    }

    private Service quotas() {
        return new Regional<>(
                        Api.SERVICE_QUOTAS,
                        place -> new QuotasApi(regions.in(place).quotas()))
                .on(GetServiceQuotaRequest.class, QuotasApi::getServiceQuota)
                .on(ListServiceQuotasRequest.class, QuotasApi::listServiceQuotas)
                .service();
    }

    private Service queues() {
        return new Regional<>(Api.SQS, place -> new SqsApi(regions.in(place).queues(), endpoint))
                .on(GetQueueUrlRequest.class, SqsApi::getQueueUrl)
                .on(GetQueueAttributesRequest.class, SqsApi::getQueueAttributes)
                .on(SendMessageRequest.class, SqsApi::sendMessage)
                .onWaiting(ReceiveMessageRequest.class, SqsApi::receiveMessage)
                .on(DeleteMessageRequest.class, SqsApi::deleteMessage)
                .on(DeleteMessageBatchRequest.class, SqsApi::deleteMessageBatch)
                .service();
    }
}
