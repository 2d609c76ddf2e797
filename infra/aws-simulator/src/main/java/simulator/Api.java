package simulator;

/**
 * An AWS API that is simulated; named as IAM names it in the actions of a policy.
 *
 * <p>Protocols and target names are from AWS's published service models.
 */
public enum Api {
    ECS("ecs", "ecs", "ecs", Protocol.JSON_1_1, "AmazonEC2ContainerServiceV20141113"),
    ECR("ecr", "ecr", "ecr", Protocol.JSON_1_1, "AmazonEC2ContainerRegistry_V20150921"),
    ELASTIC_LOAD_BALANCING(
            "elasticloadbalancing",
            "elasticloadbalancing",
            "elasticloadbalancingv2",
            Protocol.QUERY,
            "http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/"),
    CLOUD_WATCH("cloudwatch", "monitoring", "cloudwatch", Protocol.RPC_V2_CBOR, "GraniteServiceVersion20100801"),
    LOGS("logs", "logs", "cloudwatchlogs", Protocol.JSON_1_1, "Logs_20140328"),
    STS("sts", "sts", "sts", Protocol.QUERY, "https://sts.amazonaws.com/doc/2011-06-15/"),
    IAM("iam", "iam", "iam", Protocol.QUERY, "https://iam.amazonaws.com/doc/2010-05-08/"),
    SSM("ssm", "ssm", "ssm", Protocol.JSON_1_1, "AmazonSSM"),
    SECRETS_MANAGER("secretsmanager", "secretsmanager", "secretsmanager", Protocol.JSON_1_1, "secretsmanager"),
    APPLICATION_AUTO_SCALING(
            "application-autoscaling",
            "application-autoscaling",
            "applicationautoscaling",
            Protocol.JSON_1_1,
            "AnyScaleFrontendService"),
    EC2("ec2", "ec2", "ec2", Protocol.EC2_QUERY, "http://ec2.amazonaws.com/doc/2016-11-15/"),
    SERVICE_QUOTAS("servicequotas", "servicequotas", "servicequotas", Protocol.JSON_1_1, "ServiceQuotasV20190624"),
    SQS("sqs", "sqs", "sqs", Protocol.JSON_1_0, "AmazonSQS");

    private final String prefix;
    private final String signingName;
    private final String modelPackage;
    private final Protocol protocol;
    private final String target;

    Api(String prefix, String signingName, String modelPackage, Protocol protocol, String target) {
        this.prefix = prefix;
        this.signingName = signingName;
        this.modelPackage = "software.amazon.awssdk.services." + modelPackage + ".model.";
        this.protocol = protocol;
        this.target = target;
    }

    /** What its actions begin with in an IAM policy, such as {@code ecs} of {@code ecs:UpdateService}. */
    public String prefix() {
        return prefix;
    }

    /** The service of the credential scope that requests are signed for. */
    public String signingName() {
        return signingName;
    }

    /** The package of the SDK's model, ending in a dot. */
    public String modelPackage() {
        return modelPackage;
    }

    public Protocol protocol() {
        return protocol;
    }

    /** The name of the service on the wire: target prefix of JSON, service of CBOR, namespace of XML. */
    public String target() {
        return target;
    }

    /** How a request is written. */
    public enum Protocol {
        JSON_1_0,
        JSON_1_1,
        QUERY,
        EC2_QUERY,
        RPC_V2_CBOR
    }
}
