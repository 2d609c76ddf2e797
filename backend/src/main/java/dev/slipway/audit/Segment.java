package dev.slipway.audit;

import io.r2dbc.spi.Readable;
import java.util.Objects;

/**
 * A closed stretch of a chain.
 *
 * @param firstAt microseconds since 1970
 * @param lastAt microseconds since 1970
 * @param base link before the first entry
 * @param head link of the last entry
 * @param dropped whether its entries are gone, as retention has them
 */
record Segment(
        String chain,
        long number,
        long first,
        long last,
        long firstAt,
        long lastAt,
        byte[] base,
        byte[] head,
        byte[] seal,
        boolean dropped) {

    static final String SELECT = """
        select chain, number, first, last, (extract(epoch from first_at) * 1000000)::bigint as first_at,
               (extract(epoch from last_at) * 1000000)::bigint as last_at, base, head, seal, dropped
          from audit_segment\
        """;

    static Segment read(Readable row) {
        return new Segment(
                Objects.requireNonNull(row.get("chain", String.class)),
                number(row, "number"),
                number(row, "first"),
                number(row, "last"),
                number(row, "first_at"),
                number(row, "last_at"),
                bytes(row, "base"),
                bytes(row, "head"),
                bytes(row, "seal"),
                Objects.requireNonNull(row.get("dropped", Boolean.class)));
    }

    static long number(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, Long.class), column);
    }

    static byte[] bytes(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, byte[].class), column);
    }
}
