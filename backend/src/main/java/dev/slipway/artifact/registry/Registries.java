package dev.slipway.artifact.registry;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;
import software.amazon.awssdk.services.ecr.EcrAsyncClient;

/** Opens registries for reading. */
@Component
public class Registries {

    /** Amazon ECR user guide, "Private registry": names of its registries, also dual-stack and FIPS. */
    private static final Pattern ECR =
            Pattern.compile("(\\d{12})\\.dkr[.-]ecr(?:-fips)?\\.([a-z0-9-]+)\\.(?:amazonaws\\.com(?:\\.cn)?|on\\.aws)");

    private final RegistryLogins logins;
    private final Exchange exchange;
    private final Tokens tokens;

    public Registries(RegistryLogins logins, Clock clock) {
        this.logins = logins;
        this.exchange = new Exchange(Duration.ofSeconds(15));
        this.tokens = new Tokens(exchange, clock);
    }

    /** Account and region of an ECR registry. */
    public record Ecr(String account, String region) {}

    /** Whose registry a host is; empty if it is not Amazon's. */
    public static Optional<Ecr> ecr(String host) {
        var matcher = ECR.matcher(host);
        return matcher.matches() ? Optional.of(new Ecr(matcher.group(1), matcher.group(2))) : Optional.empty();
    }

    /** Any registry, read with the login configured for its host; plain http only on this machine. */
    public Registry oci(ImageName image) {
        var host = image.endpoint();
        var local = host.matches("(localhost|127\\.0\\.0\\.1|\\[::1])(:\\d+)?");
        var base = URI.create((local ? "http://" : "https://") + host);
        return new OciRegistry(base, () -> logins.of(image.host()), exchange, tokens);
    }

    /** An account's registry of Amazon's, which scans too; read with the client's own credentials. */
    public EcrRegistry ecr(EcrAsyncClient client, String account) {
        return new EcrRegistry(client, account, exchange, tokens);
    }
}
