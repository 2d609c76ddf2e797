package simulator.iam;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Who may assume a role: what its trust document says.
 *
 * @param services such as {@code ecs-tasks.amazonaws.com}
 * @param principals ARNs of roles and users, or of an account's root
 * @param externalId what a principal must know; empty for none
 */
public record Trust(List<String> services, List<String> principals, String externalId) {

    public Trust {
        services = List.copyOf(services);
        principals = List.copyOf(principals);
    }

    public static Trust ofServices(String... services) {
        return new Trust(List.of(services), List.of(), "");
    }

    public static Trust ofAccount(String account, String externalId) {
        return new Trust(List.of(), List.of("arn:aws:iam::" + account + ":root"), externalId);
    }

    boolean allows(String principal, @Nullable String givenExternalId) {
        var account = principal.split(":")[4];
        var known = principals.stream()
                .anyMatch(trusted -> trusted.equals(principal)
                        || trusted.equals("arn:aws:iam::" + account + ":root")
                        || principal.startsWith(
                                trusted.replace(":iam:", ":sts:").replace(":role/", ":assumed-role/") + "/"));
        return known && (externalId.isEmpty() || externalId.equals(givenExternalId));
    }

    String document() {
        var statement = new LinkedHashMap<String, Object>();
        statement.put("Effect", "Allow");
        var principal = new LinkedHashMap<String, Object>();
        if (!services.isEmpty()) {
            principal.put("Service", services.size() == 1 ? services.getFirst() : services);
        }
        if (!principals.isEmpty()) {
            principal.put("AWS", principals.size() == 1 ? principals.getFirst() : principals);
        }
        statement.put("Principal", principal);
        statement.put("Action", "sts:AssumeRole");
        if (!externalId.isEmpty()) {
            statement.put("Condition", Map.of("StringEquals", Map.of("sts:ExternalId", externalId)));
        }
        var document = new LinkedHashMap<String, Object>();
        document.put("Version", "2012-10-17");
        document.put("Statement", List.of(statement));
        return JsonMapper.shared().writeValueAsString(document);
    }
}
