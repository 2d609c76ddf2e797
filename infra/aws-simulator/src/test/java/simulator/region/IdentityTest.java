package simulator.region;

import static org.assertj.core.api.Assertions.assertThat;
import static simulator.region.Cloud.refusal;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import simulator.Clients;
import simulator.iam.Roles;
import simulator.iam.Statement;
import simulator.iam.Trust;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.client.config.SdkAdvancedClientOption;
import software.amazon.awssdk.services.iam.IamAsyncClient;
import software.amazon.awssdk.services.iam.model.PolicyEvaluationDecisionType;
import software.amazon.awssdk.services.sts.StsAsyncClient;
import software.amazon.awssdk.services.sts.model.Credentials;

class IdentityTest {

    @RegisterExtension
    private final Cloud cloud = new Cloud();

    private StsAsyncClient sts;
    private IamAsyncClient iam;
    private Roles roles;

    @BeforeEach
    void open() {
        sts = cloud.client(StsAsyncClient.builder());
        iam = cloud.client(IamAsyncClient.builder());
        roles = cloud.region().roles();
    }

    @Test
    void callerShouldBeTold() {
        assertThat(sts.getCallerIdentity().join().arn()).isEqualTo("arn:aws:iam::123456789012:user/slipway");
        assertThat(sts.getCallerIdentity().join().account()).isEqualTo("123456789012");
    }

    @Test
    void aRoleShouldBeAssumedByWhoKnowsTheExternalIdAndForItsTime() {
        var role = roles.role("deploy", Trust.ofAccount("123456789012", "peer-7"));
        assertThat(refusal(sts.assumeRole(request ->
                        request.roleArn(role).roleSessionName("slipway").externalId("wrong"))))
                .isEqualTo("AccessDenied");

        var keys = sts.assumeRole(request -> request.roleArn(role)
                        .roleSessionName("slipway")
                        .externalId("peer-7")
                        .durationSeconds(900))
                .join()
                .credentials();

        assertThat(keys.expiration()).isEqualTo(Cloud.NOON.plus(Duration.ofMinutes(15)));
        var assumed = as(keys);
        assertThat(assumed.getCallerIdentity().join().arn())
                .isEqualTo("arn:aws:sts::123456789012:assumed-role/deploy/slipway");
        cloud.pass(Duration.ofMinutes(15));
        assertThat(refusal(assumed.getCallerIdentity())).isEqualTo("ExpiredToken");
    }

    @Test
    void aRoleOfAnotherAccountShouldLeadThere() {
        var role = cloud.simulator()
                .in(new simulator.Place("210987654321", "eu-central-1"))
                .roles()
                .role("deploy", Trust.ofAccount("123456789012", ""));

        var keys = sts.assumeRole(request -> request.roleArn(role).roleSessionName("slipway"))
                .join()
                .credentials();

        assertThat(as(keys).getCallerIdentity().join().account()).isEqualTo("210987654321");
    }

    @Test
    void trustShouldBeInTheRolesDocument() {
        roles.role("task", Trust.ofServices("ecs-tasks.amazonaws.com"));

        var document =
                iam.getRole(request -> request.roleName("task")).join().role().assumeRolePolicyDocument();

        assertThat(URLDecoder.decode(document, StandardCharsets.UTF_8))
                .isEqualTo("{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\","
                        + "\"Principal\":{\"Service\":\"ecs-tasks.amazonaws.com\"},\"Action\":\"sts:AssumeRole\"}]}");
        assertThat(refusal(iam.getRole(request -> request.roleName("nobody")))).isEqualTo("NoSuchEntity");
    }

    @Test
    void policiesShouldBeSimulated() {
        var task = roles.role("task", Trust.ofServices("ecs-tasks.amazonaws.com"));
        var deploy = roles.role(
                "deploy",
                Trust.ofAccount("123456789012", ""),
                Statement.allow("iam:PassRole").on("arn:aws:iam::123456789012:role/ta*"),
                Statement.allow("ecs:*"),
                Statement.deny("ecs:DeleteService"));

        var results = iam.simulatePrincipalPolicy(request -> request.policySourceArn(deploy)
                        .actionNames("iam:PassRole", "ecs:UpdateService", "ecs:DeleteService", "s3:GetObject")
                        .resourceArns(task))
                .join()
                .evaluationResults();

        assertThat(results)
                .extracting(result -> result.evalDecision())
                .containsExactly(
                        PolicyEvaluationDecisionType.ALLOWED,
                        PolicyEvaluationDecisionType.ALLOWED,
                        PolicyEvaluationDecisionType.EXPLICIT_DENY,
                        PolicyEvaluationDecisionType.IMPLICIT_DENY);
    }

    private StsAsyncClient as(Credentials keys) {
        return StsAsyncClient.builder()
                .endpointOverride(cloud.simulator().endpoint())
                .region(Clients.REGION)
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsSessionCredentials.create(keys.accessKeyId(), keys.secretAccessKey(), keys.sessionToken())))
                .overrideConfiguration(configuration ->
                        configuration.putAdvancedOption(SdkAdvancedClientOption.DISABLE_HOST_PREFIX_INJECTION, true))
                .build();
    }
}
