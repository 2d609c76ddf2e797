package dev.slipway.web;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.ErrorResponse;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebExceptionHandler;
import org.springframework.web.util.DisconnectedClientHelper;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** Answers whatever went wrong: problem JSON for programs, a page or a fragment for people, never a stack trace. */
@Component
@Order(-2) // before Boot's, which is -1
class ErrorAnswers implements WebExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(ErrorAnswers.class);

    private final ErrorPages pages;
    private final JsonMapper json;

    ErrorAnswers(ErrorPages pages, JsonMapper json) {
        this.pages = pages;
        this.json = json;
    }

    @Override
    public Mono<Void> handle(ServerWebExchange exchange, Throwable failure) {
        if (exchange.getResponse().isCommitted() || DisconnectedClientHelper.isClientDisconnectedException(failure)) {
            return Mono.error(failure);
        }
        var problem = problem(exchange, failure);
        log(problem, exchange, failure);
        exchange.getResponse().getHeaders().clearContentHeaders();
        if (failure instanceof ErrorResponse known) {
            exchange.getResponse().getHeaders().addAll(known.getHeaders());
        }
        return switch (Audience.of(exchange.getRequest())) {
            case PROGRAM -> write(problem, exchange);
            case FRAGMENT -> pages.fragment(problem, exchange);
            case PERSON -> pages.page(problem, exchange);
        };
    }

    private static Problem problem(ServerWebExchange exchange, Throwable failure) {
        var words = Problems.of(failure);
        var status = HttpStatus.resolve(words.status().value());
        return new Problem(
                "about:blank",
                status == null ? "Error" : status.getReasonPhrase(),
                words.status().value(),
                words.detail(),
                Paths.of(exchange),
                RequestIds.of(exchange),
                words.problems());
    }

    private static void log(Problem problem, ServerWebExchange exchange, Throwable failure) {
        try (var _ = MDC.putCloseable("requestId", problem.requestId())) {
            var method = exchange.getRequest().getMethod();
            if (problem.status() >= 500) {
                LOG.error("{} {} failed (request {})", method, problem.instance(), problem.requestId(), failure);
            } else {
                LOG.debug("{} {}: {} {}", method, problem.instance(), problem.status(), problem.detail());
            }
        }
    }

    private Mono<Void> write(Problem problem, ServerWebExchange exchange) {
        var response = exchange.getResponse();
        response.setRawStatusCode(problem.status());
        response.getHeaders().setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        var bytes = response.bufferFactory().wrap(json.writeValueAsBytes(problem));
        return response.writeWith(Mono.just(bytes));
    }
}
