package dev.slipway.notification.web;

import dev.slipway.notification.RouteDraft;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A route as it is asked for. */
record RouteRequest(
        @Schema(description = "For a channel of the whole portal; left out for all projects", example = "shop")
        @Nullable
        String project,

        @Schema(description = "Left out for all", example = "prod") @Nullable
        String environment,

        @Schema(description = "Left out for every kind", example = "[\"job.ended\", \"glass.broken\"]") @Nullable
        List<String> kinds,

        @Schema(description = "The least: info, warning or critical", example = "warning") @Nullable
        String severity) {

    RouteDraft on(long channel) {
        return new RouteDraft(channel, project, environment, kinds, severity);
    }
}
