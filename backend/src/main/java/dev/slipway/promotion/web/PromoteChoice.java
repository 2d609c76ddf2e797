package dev.slipway.promotion.web;

import dev.slipway.audit.Actor;
import dev.slipway.promotion.PromotionRequest;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

/**
 * What was chosen in the promotion dialog, complete or not.
 *
 * @param services those ticked; empty before anything was chosen
 * @param versions by service, where another than the verified one is wanted
 * @param hotfix why without verification; null when that was not ticked
 */
record PromoteChoice(
        @Nullable String from,
        @Nullable String to,
        List<String> services,
        Map<String, String> versions,
        @Nullable String pipeline,
        @Nullable String hotfix,
        @Nullable String earlier,
        @Nullable String note,
        @Nullable String key) {

    private static final String VERSION = "version.";

    static PromoteChoice of(MultiValueMap<String, String> fields) {
        return new PromoteChoice(
                text(fields, "from"),
                text(fields, "to"),
                fields.getOrDefault("service", List.of()).stream()
                        .filter(service -> !service.isBlank())
                        .toList(),
                fields.keySet().stream()
                        .filter(name -> name.startsWith(VERSION) && text(fields, name) != null)
                        .collect(Collectors.toMap(
                                name -> name.substring(VERSION.length()),
                                name -> Objects.requireNonNull(text(fields, name)))),
                text(fields, "pipeline"),
                fields.containsKey("exception") ? Objects.requireNonNullElse(text(fields, "hotfix"), "") : null,
                text(fields, "earlier"),
                text(fields, "note"),
                text(fields, "idempotencyKey"));
    }

    private static @Nullable String text(MultiValueMap<String, String> fields, String name) {
        var value = fields.getFirst(name);
        return value == null || value.isBlank() ? null : value.strip();
    }

    PromotionRequest request(String project, Actor actor) {
        return new PromotionRequest(
                project,
                from,
                Objects.requireNonNullElse(to, ""),
                services.stream()
                        .map(service -> new PromotionRequest.Wish(service, versions.get(service)))
                        .toList(),
                new PromotionRequest.Terms(
                        pipeline,
                        hotfix,
                        earlier == null ? null : PromotionRequest.Earlier.valueOf(earlier.toUpperCase(Locale.ROOT)),
                        note,
                        key),
                actor);
    }
}
