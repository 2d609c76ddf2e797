package dev.slipway.health;

import dev.slipway.target.PlacementKey;
import java.util.Collection;
import java.util.function.Function;
import org.springframework.r2dbc.core.DatabaseClient;

/** Placements as ids of work, payloads of signals and rows of tables. */
final class Keys {

    /** Of a table with the parts of a placement's key. */
    static final String AMONG = " where (project, environment, service) in (select * from"
            + " unnest(cast(:projects as text[]), cast(:environments as text[]), cast(:services as text[])))";

    private Keys() {}

    static DatabaseClient.GenericExecuteSpec bind(
            DatabaseClient.GenericExecuteSpec sql, Collection<PlacementKey> keys) {
        return sql.bind("projects", each(keys, PlacementKey::project))
                .bind("environments", each(keys, PlacementKey::environment))
                .bind("services", each(keys, PlacementKey::service));
    }

    private static String[] each(Collection<PlacementKey> keys, Function<PlacementKey, String> part) {
        return keys.stream().map(part).toArray(String[]::new);
    }

    static String text(PlacementKey key) {
        return key.toString();
    }

    static PlacementKey parse(String text) {
        var parts = text.split("/");
        if (parts.length != 3) {
            throw new IllegalArgumentException("A placement is project/environment/service, not '" + text + "'");
        }
        return new PlacementKey(parts[0], parts[1], parts[2]);
    }
}
