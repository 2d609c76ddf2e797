package dev.slipway.target.ecs.check.identity;

import dev.slipway.target.ecs.check.Untold;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Who may assume a role (IAM JSON policy elements: Principal); conditions are not weighed. */
record TrustPolicy(List<JsonNode> statements) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** @param document URL-encoded, as GetRole answers it */
    static TrustPolicy of(String document) throws Untold {
        try {
            var statement = JSON.readTree(URLDecoder.decode(document, StandardCharsets.UTF_8))
                    .path("Statement");
            return new TrustPolicy(statement.isArray() ? List.copyOf(statement.values()) : List.of(statement));
        } catch (JacksonException | IllegalArgumentException e) {
            throw new Untold("the role's trust policy cannot be read");
        }
    }

    boolean lets(String service) {
        return may("Allow", service) && !may("Deny", service);
    }

    private boolean may(String effect, String service) {
        return statements.stream()
                .filter(statement -> statement.path("Effect").asString("").equals(effect))
                .filter(statement -> names(statement.path("Action"), "sts:AssumeRole")
                        || names(statement.path("Action"), "sts:*")
                        || names(statement.path("Action"), "*"))
                .map(statement -> statement.path("Principal"))
                .anyMatch(who -> names(who, "*") || names(who.path("Service"), service));
    }

    private static boolean names(JsonNode oneOrMany, String wanted) {
        return oneOrMany.isArray()
                ? oneOrMany.values().stream().anyMatch(node -> node.asString("").equals(wanted))
                : oneOrMany.isString() && oneOrMany.stringValue().equals(wanted);
    }
}
