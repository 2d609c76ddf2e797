package dev.slipway.freeze.web;

import dev.slipway.freeze.StopSwitch;
import dev.slipway.web.PageAttributes;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Says on every page that everything is stopped, while it is; templates know it as {@code stopped}. */
@Component
class StopBanner implements PageAttributes {

    private static final Logger LOG = LoggerFactory.getLogger(StopBanner.class);

    private final StopSwitch stopSwitch;

    StopBanner(StopSwitch stopSwitch) {
        this.stopSwitch = stopSwitch;
    }

    @Override
    public Mono<Map<String, Object>> of(ServerWebExchange exchange) {
        return stopSwitch
                .stopped()
                .map(stop -> Map.<String, Object>of("stopped", stop))
                .defaultIfEmpty(Map.of())
                .onErrorResume(e -> {
                    LOG.warn("Whether everything is stopped cannot be read for a page: {}", e.getMessage());
                    return Mono.just(Map.of());
                });
    }
}
