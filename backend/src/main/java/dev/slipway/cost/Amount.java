package dev.slipway.cost;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * What something costs in a month of 730 hours.
 *
 * @param usual with as many instances as are wanted now
 * @param least with as few as auto-scaling may leave
 * @param most with as many as it may start
 */
public record Amount(BigDecimal least, BigDecimal usual, BigDecimal most) {

    public static final Amount ZERO = new Amount(BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO);

    public Amount {
        least = cents(least);
        usual = cents(usual);
        most = cents(most);
    }

    static Amount fixed(BigDecimal amount) {
        return new Amount(amount, amount, amount);
    }

    public Amount plus(Amount other) {
        return new Amount(least.add(other.least), usual.add(other.usual), most.add(other.most));
    }

    public Amount minus(Amount other) {
        return new Amount(least.subtract(other.least), usual.subtract(other.usual), most.subtract(other.most));
    }

    public boolean ranges() {
        return least.compareTo(most) != 0;
    }

    private static BigDecimal cents(BigDecimal amount) {
        return amount.setScale(2, RoundingMode.HALF_UP);
    }
}
