package dev.slipway.promotion.web;

import dev.slipway.audit.Actor;
import dev.slipway.promotion.PromotionRequest;
import dev.slipway.web.FieldProblem;
import dev.slipway.web.InvalidInput;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Body of a request for a promotion. */
@Schema(example = """
    {"from": "staging", "to": "prod", "services": [{"service": "web"}], "note": "For the release party"}\
    """)
record PromotionApiRequest(
        @Schema(
                description = "Environment the releases come from; may be left out where there is one",
                example = "staging")
        @Nullable
        String from,

        @Schema(example = "prod") @Nullable String to,

        @Schema(description = "Left out: every service that differs between the two environments") @Nullable
        List<Service> services,

        @Schema(description = "Left out: deploy, or full-deploy for several services", example = "deploy") @Nullable
        String pipeline,

        @Schema(
                description = "Reason of an exception: the releases enter without being verified where they come from."
                        + " Goes on record",
                example = "Orders are lost every minute")
        @Nullable
        String hotfix,

        @Schema(
                description = "What becomes of an earlier promotion of the same services that waits",
                allowableValues = {"SUPERSEDE", "KEEP"})
        @Nullable
        String earlier,

        @Schema(description = "Why, for those who read it later") @Nullable
        String note) {

    /** One service with its release. */
    record Service(
            @Schema(example = "web") @Nullable String service,

            @Schema(description = "Left out: what is verified there", example = "1.4.0") @Nullable
            String version) {}

    PromotionRequest of(String project, @Nullable String key, Actor actor) {
        var problems = new ArrayList<FieldProblem>();
        if (to == null || to.isBlank()) {
            problems.add(new FieldProblem("to", "must be given", "Name the environment the releases go to."));
        }
        var wishes = new ArrayList<PromotionRequest.Wish>();
        var asked = services == null ? List.<Service>of() : services;
        for (var i = 0; i < asked.size(); i++) {
            var service = asked.get(i).service();
            if (service == null || service.isBlank()) {
                problems.add(new FieldProblem("services[" + i + "].service", "must be given", "Add it."));
            } else {
                wishes.add(new PromotionRequest.Wish(service, asked.get(i).version()));
            }
        }
        var older = earlier(problems);
        if (to == null || !problems.isEmpty()) {
            throw new InvalidInput("The promotion cannot be made as it was asked for", problems);
        }
        var terms = new PromotionRequest.Terms(pipeline, hotfix, older, note, key);
        return new PromotionRequest(project, from, to, wishes, terms, actor);
    }

    private PromotionRequest.@Nullable Earlier earlier(List<FieldProblem> problems) {
        if (earlier == null) {
            return null;
        }
        try {
            return PromotionRequest.Earlier.valueOf(earlier.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            problems.add(new FieldProblem("earlier", "must be SUPERSEDE or KEEP", "Use one of them, or leave it out."));
            return null;
        }
    }
}
