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
                            Map.of(
                                    "slipway.database.url", database.jdbcUrl(),
                                    "slipway.database.user", database.user(),
                                    "slipway.database.password", database.password(),
                                    "slipway.data-dir",
                                            Files.createTempDirectory("slipway-test")
                                                    .toString(),
                                    "slipway.demo", "false",
                                    "SLIPWAY_PROVIDERS", "testing",
                                    "SLIPWAY_PROVIDER_TESTING_ISSUER", PROVIDER.issuer(),
                                    "SLIPWAY_PROVIDER_TESTING_CLIENT_ID", TestProvider.CLIENT,
                                    "SLIPWAY_PROVIDER_TESTING_ADMINISTRATORS", "platform")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
