package dev.slipway.cost;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.target.Size;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Amounts worked out by hand. */
class PricingTest {

    private final Pricing pricing = new Pricing(PriceTable.read("""
        # source: a test
        # date: 2026-01-31
        # currency: USD
        here,small,vcpu-hour,0.04
        here,small,gb-hour,0.004
        here,small,disk-gb-hour,0.0001
        here,small,spot-factor,0.25
        here,plain,vcpu-hour,0.04
        here,plain,gb-hour,0.004
        here,balancer-application,hour,0.02
        """));

    @Test
    void processorsAndMemoryShouldBeChargedByTheHour() {
        // (0.5 x 0.04 + 1 x 0.004) x 2 x 730
        assertThat(month(size("small", 20, Size.Count.fixed(2, Size.Spot.NONE))))
                .isEqualTo(Amount.fixed(new BigDecimal("35.04")));
    }

    @Test
    void onlyDiskBeyondTheFirstTwentyShouldBeCharged() {
        // and 30 x 0.0001 a task
        assertThat(month(size("small", 50, Size.Count.fixed(2, Size.Spot.NONE))))
                .isEqualTo(Amount.fixed(new BigDecimal("39.42")));
    }

    @Test
    void autoScalingShouldMakeItARange() {
        assertThat(month(size("small", 20, new Size.Count(2, 1, 4, Size.Spot.NONE))))
                .isEqualTo(new Amount(new BigDecimal("17.52"), new BigDecimal("35.04"), new BigDecimal("70.08")));
    }

    @Test
    void spotShouldCostItsPartAndItsDiskInFull() {
        // one regular, one Spot: 0.024 x 1.25 + 2 x 0.003, x 730
        assertThat(month(size("small", 50, Size.Count.fixed(2, new Size.Spot(1, 0, 0, 1)))))
                .isEqualTo(Amount.fixed(new BigDecimal("26.28")));
    }

    @Test
    void whatHasNoPriceShouldNotBeKnown() {
        var one = Size.Count.fixed(1, Size.Spot.NONE);

        assertThat(pricing.of(size("own-capacity", 20, one)))
                .isEqualTo(new Estimate.NotKnown(
                        "The prices of 2026-01-31 do not tell processors and memory of own-capacity in here"));
        assertThat(pricing.of(size("plain", 21, one))).isInstanceOf(Estimate.NotKnown.class);
        assertThat(pricing.of(size("plain", 20, Size.Count.fixed(1, new Size.Spot(0, 0, 0, 1)))))
                .isInstanceOf(Estimate.NotKnown.class);
        assertThat(pricing.of("here", new Size.Balancer("a", "a", "network"))).isEmpty();
    }

    @Test
    void aLoadBalancerShouldCostItsHours() {
        assertThat(pricing.of("here", new Size.Balancer("a", "a", "application")))
                .contains(Amount.fixed(new BigDecimal("14.60")));
    }

    private Amount month(Size size) {
        return ((Estimate.Known) pricing.of(size)).month();
    }

    private static Size size(String plan, int disk, Size.Count count) {
        return new Size("here", plan, new Size.Instance(512, 1024, disk), count, List.of());
    }
}
