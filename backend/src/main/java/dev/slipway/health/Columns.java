package dev.slipway.health;

import dev.slipway.target.PlacementKey;
import io.r2dbc.spi.Readable;

/** Columns of a row. */
final class Columns {

    private Columns() {}

    static PlacementKey key(Readable row) {
        return new PlacementKey(
                get(row, "project", String.class),
                get(row, "environment", String.class),
                get(row, "service", String.class));
    }

    /** One that is never empty. */
    static <T> T get(Readable row, String column, Class<T> type) {
        var value = row.get(column, type);
        if (value == null) {
            throw new IllegalStateException("The column " + column + " is never empty");
        }
        return value;
    }
}
