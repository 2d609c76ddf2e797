package dev.slipway.delivery;

import dev.slipway.catalog.Project;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The services whose jobs are asked for.
 *
 * @param services null for any
 * @param others whether it is those that are not named which are asked for
 */
record ServiceChoice(@Nullable Set<String> services, boolean others) {

    static final ServiceChoice ANY = new ServiceChoice(null, false);

    static ServiceChoice of(Project project, DeliveryQuery query) {
        var service = query.service();
        var team = query.team();
        if (team == null) {
            return service == null ? ANY : only(service);
        }
        if (service != null) {
            return Delivery.owns(project, team, service) ? only(service) : new ServiceChoice(Set.of(), false);
        }
        // Services that are no longer defined belong to nobody, and cannot be named.
        var nobody = team.equals(Delivery.NOBODY);
        return new ServiceChoice(
                project.services().stream()
                        .filter(one -> Delivery.team(one).equals(team) != nobody)
                        .map(one -> one.key())
                        .collect(Collectors.toUnmodifiableSet()),
                nobody);
    }

    static ServiceChoice only(String service) {
        return new ServiceChoice(Set.of(service), false);
    }
}
