package dev.slipway.promotion.web;

import dev.slipway.promotion.Promotion;
import dev.slipway.promotion.Promotions;
import dev.slipway.web.PageAttributes;
import java.util.Map;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Leads from the page of a job to the promotion that it carries out. */
@Component
class JobOrigin implements PageAttributes {

    private static final Pattern JOB = Pattern.compile("/projects/([^/]+)/jobs/(\\d{1,18})");

    private final Promotions promotions;

    JobOrigin(Promotions promotions) {
        this.promotions = promotions;
    }

    /** As the page shows it. */
    record Link(long number, String title) {

        static Link to(Promotion promotion) {
            return new Link(promotion.number(), promotion.asked().title());
        }
    }

    @Override
    public Mono<Map<String, Object>> of(ServerWebExchange exchange) {
        var job = JOB.matcher(
                exchange.getRequest().getPath().pathWithinApplication().value());
        return job.matches()
                ? promotions
                        .ofJob(job.group(1), Long.parseLong(job.group(2)))
                        .map(promotion -> Map.<String, Object>of("carriesOut", Link.to(promotion)))
                        .defaultIfEmpty(Map.of())
                : Mono.just(Map.of());
    }
}
