package dev.slipway.dashboard.grid.web;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.thymeleaf.context.Context;
import org.thymeleaf.spring6.ISpringWebFluxTemplateEngine;

/**
 * Rows of grids as they were drawn, until what they show changes: a page of two thousand tiles then costs what has changed
 * since the last one. A row is the same for everybody who sees the same in it, and tells times as such, not as how long ago.
 */
@Component
class DrawnRows {

    /** Of the rows that were used last; some kilobytes each. */
    private static final int MOST = 2_000;

    private final ISpringWebFluxTemplateEngine templates;
    private final Map<Key, String> drawn = Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, String> eldest) {
            return size() > MOST;
        }
    });

    DrawnRows(ISpringWebFluxTemplateEngine templates) {
        this.templates = templates;
    }

    private record Key(String fragment, GridSection.Row row) {}

    /** In a table. */
    public String row(GridSection.Row row) {
        return draw(new Key("row", row));
    }

    /** In a list. */
    public String entry(GridSection.Row row) {
        return draw(new Key("entry", row));
    }

    private String draw(Key key) {
        var known = drawn.get(key);
        if (known != null) {
            return known;
        }
        var html = templates.process(
                "dashboard/row", Set.of(key.fragment()), new Context(Locale.ENGLISH, Map.of("row", key.row())));
        drawn.put(key, html);
        return html;
    }
}
