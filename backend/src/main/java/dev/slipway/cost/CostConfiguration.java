package dev.slipway.cost;

import dev.slipway.configuration.InvalidConfiguration;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Reads the prices once, at the start. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(CostSettings.class)
class CostConfiguration {

    private static final String VARIABLE = "SLIPWAY_COST_PRICES";
    private static final String INCLUDED = "/prices/aws-2026-07-07.csv";

    @Bean
    PriceTable priceTable(CostSettings settings) throws IOException {
        var file = settings.prices();
        if (file == null || file.toString().isBlank()) {
            try (var in = CostConfiguration.class.getResourceAsStream(INCLUDED)) {
                if (in == null) {
                    throw new IOException("The portal lacks its own " + INCLUDED);
                }
                return PriceTable.read(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        try {
            return PriceTable.read(Files.readString(file));
        } catch (IOException e) {
            throw new InvalidConfiguration(
                    VARIABLE, "names a file that cannot be read: " + file, "Name another, or unset it.");
        } catch (IllegalArgumentException e) {
            throw new InvalidConfiguration(
                    VARIABLE, "names a file that is no price table: " + e.getMessage(), "Correct it.");
        }
    }
}
