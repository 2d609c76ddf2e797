package dev.slipway.identity;

import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;

/** Where people reach the portal, for links that leave it. */
@Component
public class PublicAddress {

    private final IdentityProperties properties;
    private final Environment environment;

    PublicAddress(IdentityProperties properties, Environment environment) {
        this.properties = properties;
        this.environment = environment;
    }

    /** A whole address, as whoever sends the request reaches the portal unless it is configured. */
    public String link(String path, ServerWebExchange exchange) {
        var uri = exchange.getRequest().getURI();
        return configured(uri.getScheme() + "://" + uri.getRawAuthority()) + path;
    }

    /** The beginning of an address that goes to a provider: as configured, else as Spring Security fills it in. */
    public String template() {
        return configured("{baseUrl}");
    }

    /** A whole address for somebody at this machine unless it is configured. */
    public String link(String path) {
        return configured("http://localhost:" + environment.getProperty("local.server.port", "8080")) + path;
    }

    private String configured(String otherwise) {
        var given = properties.publicUrl();
        return given == null || given.isBlank() ? otherwise : given.replaceAll("/+$", "");
    }
}
