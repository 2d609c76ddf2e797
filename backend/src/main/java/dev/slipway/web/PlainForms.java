package dev.slipway.web;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.util.CollectionUtils;
import org.springframework.util.MultiValueMap;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Refuses names and values in forms and queries that no page of the portal sends: U+0000, of which PostgreSQL keeps none, and
 * indexes ({@code projects[2147483647]}), for which the binder would make lists as long as somebody else likes.
 */
@Component
@Order(Ordered.LOWEST_PRECEDENCE) // after who asks is known, who has read the form for its token already
class PlainForms implements WebFilter {

    private static final int TOLD = 60;
    private static final MultiValueMap<String, String> EMPTY = CollectionUtils.toMultiValueMap(Map.of());

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        return (isForm(exchange) ? exchange.getFormData() : Mono.just(EMPTY))
                .defaultIfEmpty(EMPTY)
                .flatMap(form -> Stream.of(exchange.getRequest().getQueryParams(), form)
                        .flatMap(fields -> fields.entrySet().stream())
                        .filter(PlainForms::isOdd)
                        .findFirst()
                        .map(field -> Mono.<Void>error(refused(field)))
                        .orElseGet(() -> chain.filter(exchange)));
    }

    private static boolean isForm(ServerWebExchange exchange) {
        try {
            return MediaType.APPLICATION_FORM_URLENCODED.isCompatibleWith(
                    exchange.getRequest().getHeaders().getContentType());
        } catch (InvalidMediaTypeException _) {
            return false;
        }
    }

    private static boolean isOdd(Map.Entry<String, List<String>> field) {
        var name = field.getKey();
        return name.indexOf('[') >= 0
                || name.indexOf('\0') >= 0
                || field.getValue().stream().anyMatch(value -> value != null && value.indexOf('\0') >= 0);
    }

    private static MalformedRequest refused(Map.Entry<String, List<String>> field) {
        var plain = field.getKey().replace("\0", "");
        var name = plain.isBlank() ? "form" : plain.length() > TOLD ? plain.substring(0, TOLD) : plain;
        return new MalformedRequest(
                "A field of the request is not one that a form has.",
                new FieldProblem(name, "must have neither U+0000 nor an index", "Leave it out and send again."));
    }
}
