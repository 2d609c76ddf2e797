package dev.slipway.delivery.web;

import dev.slipway.catalog.Project;
import dev.slipway.delivery.Delivery;
import dev.slipway.delivery.DeliveryQuery;
import dev.slipway.delivery.Window;
import io.swagger.v3.oas.annotations.Parameter;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * What is asked for, as it stands in the address.
 *
 * @param environment none: the last one that releases are promoted to; {@code *}: all
 * @param days before {@code until}, unless {@code from} is given
 */
record DeliveryForm(
        @Parameter(
                description = "Left out: the environment that releases get to in the end. * for all.",
                example = "prod")
        @Nullable
        String environment,

        @Parameter(example = "web") @Nullable String service,

        @Parameter(description = "Owner of services; 'no owner' for those without", example = "payments") @Nullable
        String team,

        @Parameter(description = "Length of the window: 1 to 366, else 30", example = "30") @Nullable
        Integer days,

        @Parameter(description = "Begin of the window, instead of days", example = "2026-11-01T00:00:00Z") @Nullable
        Instant from,

        @Parameter(description = "End of the window, not included; left out: now", example = "2026-12-01T00:00:00Z")
        @Nullable
        Instant until) {

    static final String ALL = "*";
    private static final int USUAL_DAYS = 30;

    DeliveryForm {
        environment = blankToNull(environment);
        service = blankToNull(service);
        team = blankToNull(team);
    }

    private static @Nullable String blankToNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }

    /** What a person may choose from. */
    public List<Integer> choices() {
        return List.of(7, 30, 90, 365);
    }

    public int length() {
        return days == null ? USUAL_DAYS : days;
    }

    DeliveryQuery query(Project project, Instant now) {
        var end = until == null ? now : until;
        var window = from == null ? Window.last(length(), end) : new Window(from, end);
        return new DeliveryQuery(project.key(), window, environment(project), service, team);
    }

    private @Nullable String environment(Project project) {
        if (ALL.equals(environment)) {
            return null;
        }
        return environment != null
                ? environment
                : Delivery.production(project).map(one -> one.key()).orElse(null);
    }

    /** The same question at another address, about one environment, service or team. */
    UriComponentsBuilder address(
            String path,
            DeliveryQuery query,
            @Nullable String environment,
            @Nullable String service,
            @Nullable String team) {
        var address = UriComponentsBuilder.fromPath(path);
        address.queryParam("environment", environment == null ? ALL : environment);
        add(address, "service", service);
        add(address, "team", team);
        if (from == null) {
            address.queryParam("days", length());
        } else {
            address.queryParam("from", query.window().from());
        }
        add(address, "until", until);
        return address;
    }

    private static void add(UriComponentsBuilder address, String name, @Nullable Object value) {
        if (value != null) {
            address.queryParam(name, value);
        }
    }
}
