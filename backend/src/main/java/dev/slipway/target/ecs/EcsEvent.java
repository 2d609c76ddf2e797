package dev.slipway.target.ecs;

import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Which service an event of EventBridge is about; nothing else is taken from it, because only answers of ECS are believed.
 * Sorts: ECS Deployment State Change, ECS Service Action, ECS Task State Change (Amazon ECS Developer Guide, events).
 */
record EcsEvent(String region, String cluster, String service) {

    private static final String GROUP = "service:";

    /** Empty for what is no event of a service. */
    static Optional<EcsEvent> parse(String body) {
        try {
            return of(JsonMapper.shared().readTree(body));
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    private static Optional<EcsEvent> of(JsonNode event) {
        if (!event.path("source").asString("").equals("aws.ecs")) {
            return Optional.empty();
        }
        var region = event.path("region").asString("");
        var detail = event.path("detail");
        var group = detail.path("group").asString("");
        if (group.startsWith(GROUP)) {
            var cluster = Arn.name(detail.path("clusterArn").asString(""));
            return Optional.of(new EcsEvent(region, cluster, group.substring(GROUP.length())));
        }
        // arn:aws:ecs:region:account:service/cluster/name
        var arn = event.path("resources").path(0).asString("").split("/", -1);
        return arn.length == 3 && arn[0].endsWith(":service")
                ? Optional.of(new EcsEvent(region, arn[1], arn[2]))
                : Optional.empty();
    }
}
