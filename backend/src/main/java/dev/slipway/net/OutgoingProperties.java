package dev.slipway.net;

import java.util.List;
import java.util.Locale;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where requests of the portal may go ({@code SLIPWAY_OUTGOING_*}).
 *
 * @param hosts names that may be asked, {@code *.example.org} for all below one; empty for every name
 * @param inside whether addresses of private networks and of this machine may be asked
 */
@ConfigurationProperties("slipway.outgoing")
public record OutgoingProperties(
        @DefaultValue List<String> hosts,
        @DefaultValue("true") boolean inside) {

    /** Every name, and addresses inside too. */
    public static final OutgoingProperties ANY = new OutgoingProperties(List.of(), true);

    public OutgoingProperties {
        hosts = hosts.stream()
                .map(host -> host.strip().toLowerCase(Locale.ROOT))
                .filter(host -> !host.isEmpty())
                .toList();
    }

    boolean names(String host) {
        var name = host.toLowerCase(Locale.ROOT);
        return hosts.isEmpty()
                || hosts.stream()
                        .anyMatch(allowed ->
                                allowed.startsWith("*.") ? name.endsWith(allowed.substring(1)) : name.equals(allowed));
    }
}
