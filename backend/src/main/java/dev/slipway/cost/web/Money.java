package dev.slipway.cost.web;

import dev.slipway.cost.Amount;
import dev.slipway.target.Size;
import java.math.BigDecimal;
import java.util.Locale;

/** Amounts and sizes as people read them. */
final class Money {

    private Money() {}

    /** With two decimals, thousands set apart by commas. */
    static String of(BigDecimal amount) {
        return String.format(Locale.ROOT, "%,.2f", amount);
    }

    /** Empty unless auto-scaling may change it. */
    static String range(Amount amount) {
        return amount.ranges() ? of(amount.least()) + " to " + of(amount.most()) + " as it scales" : "";
    }

    static String signed(BigDecimal amount) {
        return (amount.signum() < 0 ? "\u2212" : "+") + of(amount.abs());
    }

    /** Such as {@code 2 × 0.25 vCPU, 0.5 GB, ARM}. */
    static String size(Size size) {
        var instance = size.instance();
        var disk = instance.disk() > 20 ? ", " + instance.disk() + " GB disk" : "";
        var arm = size.plan().endsWith("-arm") ? ", ARM" : "";
        var spot = size.count().spot().of(size.count().desired());
        return size.count().desired() + " × " + part(instance.cpuUnits()) + " vCPU, " + part(instance.memory()) + " GB"
                + disk + arm + (spot == 0 ? "" : ", " + spot + " on Spot");
    }

    private static String part(int units) {
        return BigDecimal.valueOf(units)
                .divide(BigDecimal.valueOf(1024))
                .stripTrailingZeros()
                .toPlainString();
    }
}
