package dev.slipway.measure;

import dev.slipway.catalog.Metering.Prometheus;
import dev.slipway.target.SecretReference;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The Prometheus of projects that name none ({@code SLIPWAY_PROMETHEUS_*}).
 *
 * @param address empty for none
 * @param token where it is: {@code env:NAME} or {@code file:PATH}; empty for none
 * @param password where it is
 */
@ConfigurationProperties("slipway.prometheus")
record PrometheusProperties(
        @DefaultValue("") String address,
        @DefaultValue("") String token,
        @DefaultValue("") String user,
        @DefaultValue("") String password) {

    PrometheusProperties {
        reference("TOKEN", token);
        reference("PASSWORD", password);
        if (user.isBlank() != password.isBlank()) {
            throw new IllegalArgumentException(
                    "SLIPWAY_PROMETHEUS_USER and SLIPWAY_PROMETHEUS_PASSWORD must be given together");
        }
        if (!address.isBlank() && URI.create(address).getHost() == null) {
            throw new IllegalArgumentException(
                    "SLIPWAY_PROMETHEUS_ADDRESS must be an address such as http://prometheus:9090");
        }
    }

    /** The message does not repeat it: it may be the secret itself. */
    private static void reference(String name, String text) {
        if (!text.isBlank() && !SecretReference.isWellFormed(text)) {
            throw new IllegalArgumentException(
                    "SLIPWAY_PROMETHEUS_" + name + " must say where the secret is: env:NAME or file:PATH");
        }
    }

    @Nullable
    Prometheus server() {
        return address.isBlank()
                ? null
                : new Prometheus(URI.create(address), secret(token), user.isBlank() ? null : user, secret(password));
    }

    private static @Nullable SecretReference secret(String text) {
        return text.isBlank() ? null : SecretReference.parse(text);
    }
}
