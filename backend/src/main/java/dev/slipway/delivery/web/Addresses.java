package dev.slipway.delivery.web;

import dev.slipway.delivery.DeliveryQuery;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;

/** Where the jobs behind the numbers of a page are, asked for by the words of that page. */
record Addresses(DeliveryForm form, DeliveryQuery query) {

    /** The page itself. */
    String figures() {
        return figures(query.environment(), query.service(), query.team());
    }

    /** The same page about others. */
    String figures(@Nullable String environment, @Nullable String service, @Nullable String team) {
        return form.address(home(), query, environment, service, team).encode().toUriString();
    }

    String deployments(Behind behind) {
        return deployments(behind, query.environment(), query.service(), query.team());
    }

    String deployments(Behind behind, @Nullable String environment, @Nullable String service, @Nullable String team) {
        return form.address(home() + "/deployments", query, environment, service, team)
                .queryParam("of", behind.word())
                .encode()
                .toUriString();
    }

    /** Of the day or week that begins with a day. */
    String deployments(Behind behind, LocalDate on) {
        return here("/deployments")
                .queryParam("of", behind.word())
                .queryParam("on", on)
                .encode()
                .toUriString();
    }

    String jobs(String pipeline) {
        return here("/jobs").queryParam("pipeline", pipeline).encode().toUriString();
    }

    /** Of the day or week that begins with a day. */
    String jobs(String pipeline, LocalDate on) {
        return here("/jobs")
                .queryParam("pipeline", pipeline)
                .queryParam("on", on)
                .encode()
                .toUriString();
    }

    String steps(String pipeline, String step) {
        return here("/jobs")
                .queryParam("pipeline", pipeline)
                .queryParam("step", step)
                .encode()
                .toUriString();
    }

    private UriComponentsBuilder here(String path) {
        return form.address(home() + path, query, query.environment(), query.service(), query.team());
    }

    private String home() {
        return "/projects/" + query.project() + "/delivery";
    }
}
