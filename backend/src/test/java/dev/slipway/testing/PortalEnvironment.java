package dev.slipway.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Map;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;

/** Gives a test context a database of its own on the test server, an empty data folder, and a provider to sign in at. */
public class PortalEnvironment implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    /** Of every context of this JVM; two classes of tests do not use it at a time. */
    public static final TestProvider PROVIDER = new TestProvider();

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        var database = Postgres.empty();
        try {
            context.getEnvironment()
                    .getPropertySources()
                    .addFirst(new MapPropertySource(
                            "portal-test",
                            Map.ofEntries(
                                    Map.entry("slipway.database.url", database.jdbcUrl()),
                                    Map.entry("slipway.database.user", database.user()),
                                    Map.entry("slipway.database.password", database.password()),
                                    Map.entry(
                                            "slipway.data-dir",
                                            Files.createTempDirectory("slipway-test")
                                                    .toString()),
                                    Map.entry("slipway.demo", "false"),
                                    Map.entry("slipway.drift.known-for", "2s"),
                                    Map.entry("SLIPWAY_PROVIDERS", "testing,github"),
                                    Map.entry("SLIPWAY_PROVIDER_TESTING_ISSUER", PROVIDER.issuer()),
                                    Map.entry("SLIPWAY_PROVIDER_TESTING_CLIENT_ID", TestProvider.CLIENT),
                                    Map.entry("SLIPWAY_PROVIDER_TESTING_ADMINISTRATORS", "platform"),
                                    Map.entry("SLIPWAY_PROVIDER_GITHUB_KIND", "github"),
                                    Map.entry("SLIPWAY_PROVIDER_GITHUB_ISSUER", PROVIDER.issuer()),
                                    Map.entry("SLIPWAY_PROVIDER_GITHUB_CLIENT_ID", "slipway-github"),
                                    Map.entry("SLIPWAY_PROVIDER_GITHUB_CLIENT_SECRET", "env:GITHUB_SECRET_OF_TESTS"),
                                    Map.entry("GITHUB_SECRET_OF_TESTS", "a secret of GitHub's"),
                                    Map.entry("SLIPWAY_PROVIDER_GITHUB_ADMINISTRATORS", "acme/backend"))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
