package dev.slipway.catalog.definition;

import dev.slipway.catalog.Protection;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads an environment's {@code protection}; what {@link ProtectionCheck} finds wrong is as if it were not there. */
final class ProtectionReader {

    private ProtectionReader() {}

    static Protection read(JsonNode json) {
        if (json.isMissingNode() || json.isEmpty()) {
            return Protection.NONE;
        }
        return new Protection(
                json.has("approval") ? approval(json.path("approval")) : null,
                duration(json.path("soak")),
                named(Protection.Upstream.values(), json.path("verifiedUpstream"))
                        .orElse(null),
                named(Protection.OnFreeze.values(), json.path("onFreeze")).orElse(Protection.OnFreeze.FINISH),
                json.path("external").values().stream()
                        .map(ProtectionReader::external)
                        .toList(),
                json.path("preChecks").asBoolean(false),
                json.path("hotfix").asBoolean(true));
    }

    private static Protection.Approval approval(JsonNode json) {
        return new Protection.Approval(
                json.path("required").asInt(1),
                texts(json.path("groups")),
                texts(json.path("mandatory")),
                json.path("selfApproval").asBoolean(false),
                json.path("authorApproval").asBoolean(true),
                duration(json.path("expiresAfter")));
    }

    private static Protection.External external(JsonNode json) {
        return new Protection.External(
                json.path("name").asString(""),
                json.path("url").asString(""),
                json.path("secret").stringValueOpt().orElse(null),
                json.path("signedAnswer").asBoolean(false));
    }

    private static <E extends Enum<E>> Optional<E> named(E[] values, JsonNode json) {
        return Arrays.stream(values)
                .filter(value -> value.name().toLowerCase(Locale.ROOT).equals(json.asString("")))
                .findFirst();
    }

    private static @Nullable Duration duration(JsonNode json) {
        return json.stringValueOpt().flatMap(Durations::parse).orElse(null);
    }

    private static List<String> texts(JsonNode json) {
        return json.values().stream().map(text -> text.asString("")).toList();
    }
}
