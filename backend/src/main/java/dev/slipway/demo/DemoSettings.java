package dev.slipway.demo;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the portal needs to know for the demo.
 *
 * @param demo whether an empty portal is given the demo project ({@code SLIPWAY_DEMO})
 * @param demoPorts first of the thirty ports its services listen on ({@code SLIPWAY_DEMO_PORTS})
 * @param dataDir folder of the portal's data; the addresses of the demo's databases are kept below it
 */
@ConfigurationProperties("slipway")
record DemoSettings(
        @DefaultValue("true") boolean demo,
        @DefaultValue("18100") int demoPorts,
        Path dataDir) {

    Path folder() {
        return dataDir.toAbsolutePath().resolve("demo");
    }
}
