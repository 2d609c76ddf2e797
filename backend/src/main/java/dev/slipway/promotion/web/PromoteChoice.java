package dev.slipway.promotion.web;

import dev.slipway.audit.Actor;
import dev.slipway.promotion.PromotionRequest;
import dev.slipway.web.FieldProblem;
import dev.slipway.web.FormFields;
import dev.slipway.web.InvalidInput;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
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

    static PromoteChoice of(MultiValueMap<String, String> fields) {
        var typed = new FormFields(fields);
        return new PromoteChoice(
                typed.text("from"),
                typed.text("to"),
                typed.texts("service"),
                typed.startingWith("version."),
                typed.text("pipeline"),
                typed.has("exception") ? Objects.requireNonNullElse(typed.text("hotfix"), "") : null,
                typed.text("earlier"),
                typed.text("note"),
                typed.text("idempotencyKey"));
    }

    PromotionRequest request(String project, Actor actor) {
        return new PromotionRequest(
                project,
                from,
                Objects.requireNonNullElse(to, ""),
                services.stream()
                        .map(service -> new PromotionRequest.Wish(service, versions.get(service)))
                        .toList(),
                new PromotionRequest.Terms(pipeline, hotfix, older(), note, key),
                actor);
    }

    private PromotionRequest.@Nullable Earlier older() {
        if (earlier == null) {
            return null;
        }
        try {
            return PromotionRequest.Earlier.valueOf(earlier.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException _) {
            throw new InvalidInput(
                    "The promotion cannot be made as it was asked for",
                    new FieldProblem("earlier", "must be supersede or keep", "Choose one of them."));
        }
    }
}
