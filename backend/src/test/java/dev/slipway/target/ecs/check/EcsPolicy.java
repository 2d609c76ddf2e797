package dev.slipway.target.ecs.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The policy of docs/targets/ecs-policy.json. Tests on the simulator hold the calls they made to it. */
public final class EcsPolicy {

    private static final Path FILE = Path.of("../docs/targets/ecs-policy.json");
    private static final Set<String> ALLOWED = allowed();

    private EcsPolicy() {}

    /** @param actions as {@code simulator.calls().actions()} tells them */
    public static void assertAllows(Set<String> actions) {
        assertThat(actions)
                .as("calls that docs/targets/ecs-policy.json allows")
                .allSatisfy(action -> assertThat(ALLOWED).contains(action));
    }

    static Set<String> allowed() {
        try {
            var allowed = new TreeSet<String>();
            for (var statement :
                    JsonMapper.shared().readTree(Files.readString(FILE)).path("Statement")) {
                assertThat(statement.path("Effect").asString()).isEqualTo("Allow");
                actions(statement.path("Action")).forEach(allowed::add);
            }
            return allowed;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<String> actions(JsonNode node) {
        return node.isArray() ? node.values().stream().map(JsonNode::asString) : Stream.of(node.asString());
    }
}
