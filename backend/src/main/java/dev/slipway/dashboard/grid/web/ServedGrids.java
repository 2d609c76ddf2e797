package dev.slipway.dashboard.grid.web;

import dev.slipway.web.Part;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * What pages were just served with, until they connect: so that a page of thousands of tiles does not get them twice. One
 * that is forgotten, or was served by another portal, gets all of them.
 */
@Component
class ServedGrids {

    private static final int MOST = 64;

    private final Map<String, List<Part>> served = Collections.synchronizedMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, List<Part>> eldest) {
            return size() > MOST;
        }
    });

    String put(List<Part> parts) {
        var key = UUID.randomUUID().toString();
        served.put(key, parts);
        return key;
    }

    /** Only once: a browser that connects again may have seen more. */
    Collection<Part> take(String key) {
        var parts = served.remove(key);
        return parts == null ? List.of() : parts;
    }
}
