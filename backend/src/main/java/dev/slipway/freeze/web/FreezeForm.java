package dev.slipway.freeze.web;

import dev.slipway.freeze.FreezeRequest;
import org.jspecify.annotations.Nullable;

/** What the form for a freeze sends; {@code everywhere} makes it one of all projects. */
record FreezeForm(
        @Nullable String title,
        @Nullable String kind,
        @Nullable String everywhere,
        @Nullable String environment,
        @Nullable String service,
        @Nullable String from,
        @Nullable String until,
        @Nullable String zone,
        @Nullable String rule,
        @Nullable String reason) {

    FreezeRequest request(String project) {
        var all = everywhere != null && !everywhere.isBlank();
        return new FreezeRequest(
                title,
                kind,
                all ? null : project,
                all ? null : environment,
                all ? null : service,
                from,
                until,
                zone,
                rule,
                reason);
    }

    /** For a preview, which needs neither a name nor a reason. */
    FreezeRequest unnamed(String project) {
        var asked = request(project);
        return new FreezeRequest(
                "preview",
                asked.kind(),
                asked.project(),
                asked.environment(),
                asked.service(),
                asked.from(),
                asked.until(),
                asked.zone(),
                asked.rule(),
                "preview");
    }
}
