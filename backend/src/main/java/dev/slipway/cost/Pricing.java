package dev.slipway.cost;

import dev.slipway.target.Size;
import java.math.BigDecimal;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Computes what a size costs by the table of prices. */
@Component
class Pricing {

    private static final BigDecimal HOURS = BigDecimal.valueOf(730);
    private static final BigDecimal UNITS = BigDecimal.valueOf(1024);

    /** GiB of disk that every task has without charge (https://aws.amazon.com/fargate/pricing/). */
    private static final int DISK_INCLUDED = 20;

    private final PriceTable table;

    Pricing(PriceTable table) {
        this.table = table;
    }

    PriceTable table() {
        return table;
    }

    Estimate of(Size size) {
        var cpu = price(size, "vcpu-hour");
        var memory = price(size, "gb-hour");
        if (cpu.isEmpty() || memory.isEmpty()) {
            return missing(size, "processors and memory");
        }
        var disk = BigDecimal.ZERO;
        if (size.instance().disk() > DISK_INCLUDED) {
            var price = price(size, "disk-gb-hour");
            if (price.isEmpty()) {
                return missing(size, "disk beyond " + DISK_INCLUDED + " GB");
            }
            disk = price.get().multiply(BigDecimal.valueOf(size.instance().disk() - DISK_INCLUDED));
        }
        var spot = price(size, "spot-factor");
        if (spot.isEmpty() && size.count().spot().of(size.count().most()) > 0) {
            return missing(size, "Spot capacity");
        }
        var compute = units(cpu.get(), size.instance().cpuUnits())
                .add(units(memory.get(), size.instance().memory()));
        return new Estimate.Known(new Hourly(compute, disk, spot.orElse(BigDecimal.ONE)).of(size.count()), size);
    }

    /** Of a load balancer as such; what goes through it comes on top. */
    Optional<Amount> of(String region, Size.Balancer balancer) {
        return table.of(region, "balancer-" + balancer.kind(), "hour").map(hour -> Amount.fixed(hour.multiply(HOURS)));
    }

    private Optional<BigDecimal> price(Size size, String unit) {
        return table.of(size.region(), size.plan(), unit);
    }

    private static BigDecimal units(BigDecimal price, int units) {
        return price.multiply(BigDecimal.valueOf(units)).divide(UNITS);
    }

    private Estimate missing(Size size, String what) {
        return new Estimate.NotKnown("The prices of " + table.date() + " do not tell " + what + " of " + size.plan()
                + " in " + size.region());
    }

    /**
     * One instance, by the hour.
     *
     * @param spot what is left of the price of computing on Spot capacity
     */
    private record Hourly(BigDecimal compute, BigDecimal disk, BigDecimal spot) {

        Amount of(Size.Count count) {
            return new Amount(month(count, count.least()), month(count, count.desired()), month(count, count.most()));
        }

        private BigDecimal month(Size.Count count, int instances) {
            var cheap = count.spot().of(instances);
            return compute.multiply(BigDecimal.valueOf(instances - cheap))
                    .add(compute.multiply(spot).multiply(BigDecimal.valueOf(cheap)))
                    .add(disk.multiply(BigDecimal.valueOf(instances)))
                    .multiply(HOURS);
        }
    }
}
