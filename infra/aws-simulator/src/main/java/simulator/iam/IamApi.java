package simulator.iam;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import simulator.Fault;
import software.amazon.awssdk.services.iam.model.EvaluationResult;
import software.amazon.awssdk.services.iam.model.GetRoleRequest;
import software.amazon.awssdk.services.iam.model.GetRoleResponse;
import software.amazon.awssdk.services.iam.model.SimulatePrincipalPolicyRequest;
import software.amazon.awssdk.services.iam.model.SimulatePrincipalPolicyResponse;

/** IAM's calls over {@link Roles} (query protocol, version 2010-05-08). */
public final class IamApi {

    private final Roles roles;

    public IamApi(Roles roles) {
        this.roles = roles;
    }

    public GetRoleResponse getRole(GetRoleRequest request) {
        var role = roles.roleNamed(request.roleName())
                .orElseThrow(() -> new Fault(
                        "NoSuchEntity", 404, "The role with name " + request.roleName() + " cannot be found."));
        return GetRoleResponse.builder()
                .role(shown -> shown.roleName(role.name())
                        .path("/")
                        .roleId(role.id())
                        .arn(role.arn())
                        .createDate(role.createdAt())
                        .maxSessionDuration(3600)
                        .assumeRolePolicyDocument(encoded(role.trust().document())))
                .build();
    }

    public SimulatePrincipalPolicyResponse simulatePrincipalPolicy(SimulatePrincipalPolicyRequest request) {
        var permissions = roles.of(request.policySourceArn())
                .orElseThrow(() -> new Fault(
                        "NoSuchEntity", 404, "The policy source " + request.policySourceArn() + " cannot be found."));
        var resources = request.hasResourceArns() ? request.resourceArns() : List.of("*");
        var results = new ArrayList<EvaluationResult>();
        for (var action : request.actionNames()) {
            for (var resource : resources) {
                results.add(EvaluationResult.builder()
                        .evalActionName(action)
                        .evalResourceName(resource)
                        .evalDecision(permissions.decision(action, resource))
                        .matchedStatements(List.of())
                        .missingContextValues(List.of())
                        .build());
            }
        }
        return SimulatePrincipalPolicyResponse.builder()
                .evaluationResults(results)
                .isTruncated(false)
                .build();
    }

    /** Documents are given URL-encoded as RFC 3986 says. */
    private static String encoded(String document) {
        return URLEncoder.encode(document, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
