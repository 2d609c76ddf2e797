package dev.slipway.dashboard.grid.web;

import dev.slipway.web.Part;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows that belong together.
 *
 * @param flowing one placement a row, so that they need no table
 */
record GridSection(
        String id, String title, @Nullable String href, List<Column> columns, List<Row> rows, boolean flowing) {

    /** An environment. */
    record Column(String key, String title) {}

    /** A service. */
    record Row(String project, String service, String title, String sub, boolean starred, List<Cell> cells) {

        public String href() {
            return "/projects/" + project + "/services/" + service;
        }
    }

    /**
     * A service in an environment.
     *
     * @param tile null where it has no place
     */
    record Cell(String environment, @Nullable Part tile) {}
}
