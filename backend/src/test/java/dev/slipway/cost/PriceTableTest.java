package dev.slipway.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.configuration.InvalidConfiguration;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Prices as files of them tell. */
class PriceTableTest {

    private static final String HEAD = """
        # source: a letter
        # date: 2026-01-31
        # currency: EUR
        region,plan,unit,price
        """;

    @Test
    void tableThatComesWithThePortalShouldSayWhenceAndOfWhichDay() throws Exception {
        var table = new CostConfiguration().priceTable(new CostSettings(null));

        assertThat(table.date()).isEqualTo(LocalDate.of(2026, 7, 7));
        assertThat(table.currency()).isEqualTo("USD");
        assertThat(table.source()).startsWith("https://aws.amazon.com/fargate/pricing/");
        assertThat(table.of("eu-central-1", "fargate-linux-x86", "vcpu-hour")).contains(new BigDecimal("0.04656"));
    }

    @Test
    void everyPlanOfItShouldHaveAllThatAnEstimateNeeds() throws Exception {
        var table = new CostConfiguration().priceTable(new CostSettings(null));

        assertThat(table.prices().keySet())
                .filteredOn(key -> key.unit().equals("vcpu-hour"))
                .isNotEmpty()
                .allSatisfy(key -> {
                    assertThat(table.of(key.region(), key.plan(), "gb-hour")).isPresent();
                    assertThat(table.of(key.region(), key.plan(), "spot-factor"))
                            .isPresent();
                    assertThat(table.of(key.region(), "balancer-application", "hour"))
                            .isPresent();
                });
    }

    @Test
    void ownFileShouldTakeItsPlace(@TempDir Path folder) throws IOException {
        var file = Files.writeString(folder.resolve("prices.csv"), HEAD + "here, fargate-linux-x86, vcpu-hour, 0.5\n");

        var table = new CostConfiguration().priceTable(new CostSettings(file));

        assertThat(table.currency()).isEqualTo("EUR");
        assertThat(table.prices())
                .containsOnly(java.util.Map.entry(
                        new PriceTable.Key("here", "fargate-linux-x86", "vcpu-hour"), new BigDecimal("0.5")));
    }

    @Test
    void fileThatIsNotThereShouldStopTheStartInWords(@TempDir Path folder) {
        assertThatThrownBy(() -> new CostConfiguration().priceTable(new CostSettings(folder.resolve("none.csv"))))
                .isInstanceOf(InvalidConfiguration.class)
                .hasMessageContaining("SLIPWAY_COST_PRICES");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a,b,c|line 5 is not region,plan,unit,price",
                "a,b,c,cheap|line 5 has 'cheap' for a price",
                "a,b,c,-1|line 5 has '-1' for a price",
                "a,b,c,1;a,b,c,2|line 6 repeats a,b,c",
                "''|it has no line of region"
            })
    void wrongLineShouldBeNamed(String lines, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PriceTable.read(HEAD + lines.replace(';', '\n')))
                .withMessageContaining(message);
    }

    @Test
    void tableOfNoDayShouldBeRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PriceTable.read("# source: a\n# currency: USD\na,b,c,1\n"))
                .withMessageContaining("# date: ");
    }
}
