package dev.slipway.cost;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Prices of one day in one currency. A file of them begins with comments {@code # source: …}, {@code # date: 2026-07-07} and
 * {@code # currency: USD}; its lines are region, plan, unit and price.
 *
 * @param source where they were read
 * @param date of which day they are
 */
public record PriceTable(String source, LocalDate date, String currency, Map<Key, BigDecimal> prices) {

    private static final String HEAD = "region,plan,unit,price";
    private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");

    public PriceTable {
        prices = Map.copyOf(prices);
    }

    /** What a price is for: one unit of a plan in a region. */
    public record Key(String region, String plan, String unit) {}

    Optional<BigDecimal> of(String region, String plan, String unit) {
        return Optional.ofNullable(prices.get(new Key(region, plan, unit)));
    }

    /** @throws IllegalArgumentException if it is none; the message says which line is wrong */
    static PriceTable read(String text) {
        var facts = new HashMap<String, String>();
        var prices = new HashMap<Key, BigDecimal>();
        var number = 0;
        for (var line : text.lines().map(String::strip).toList()) {
            number++;
            if (line.startsWith("#")) {
                var colon = line.indexOf(':');
                if (colon > 0) {
                    facts.putIfAbsent(
                            line.substring(1, colon).strip(),
                            line.substring(colon + 1).strip());
                }
            } else if (!line.isEmpty() && !line.equals(HEAD)) {
                price(line, number, prices);
            }
        }
        if (prices.isEmpty()) {
            throw new IllegalArgumentException("it has no line of " + HEAD);
        }
        var currency = fact(facts, "currency");
        if (!CURRENCY.matcher(currency).matches()) {
            throw new IllegalArgumentException("'" + currency + "' is no currency such as USD");
        }
        return new PriceTable(fact(facts, "source"), date(fact(facts, "date")), currency, prices);
    }

    private static void price(String line, int number, Map<Key, BigDecimal> prices) {
        var fields = line.split(",", -1);
        if (fields.length != 4) {
            throw new IllegalArgumentException("line " + number + " is not " + HEAD);
        }
        var key = new Key(fields[0].strip(), fields[1].strip(), fields[2].strip());
        var price = amount(fields[3].strip(), number);
        if (prices.put(key, price) != null) {
            throw new IllegalArgumentException(
                    "line " + number + " repeats " + key.region() + "," + key.plan() + "," + key.unit());
        }
    }

    private static BigDecimal amount(String text, int number) {
        try {
            var amount = new BigDecimal(text);
            if (amount.signum() >= 0) {
                return amount;
            }
        } catch (NumberFormatException e) {
            // said below, as for a negative number
        }
        throw new IllegalArgumentException("line " + number + " has '" + text + "' for a price");
    }

    private static String fact(Map<String, String> facts, String name) {
        var value = facts.get(name);
        if (value == null || value.isEmpty()) {
            throw new IllegalArgumentException("it has no line '# " + name + ": …'");
        }
        return value;
    }

    private static LocalDate date(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("'" + text + "' is no date such as 2026-07-07", e);
        }
    }
}
