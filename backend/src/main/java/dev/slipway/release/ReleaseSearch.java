package dev.slipway.release;

import java.util.Map;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Lists the releases of a project in pages. */
@Component
public class ReleaseSearch {

    private final ReleaseRows rows;

    ReleaseSearch(ReleaseRows rows) {
        this.rows = rows;
    }

    public Mono<ReleasePage> page(ReleaseFilter filter) {
        return rows.page(filter).collectList().map(found -> {
            var more = found.size() > filter.limit();
            var shown = more ? found.subList(0, filter.limit()) : found;
            return new ReleasePage(
                    shown.stream().map(Map.Entry::getValue).toList(),
                    more ? shown.getLast().getKey() : null);
        });
    }
}
