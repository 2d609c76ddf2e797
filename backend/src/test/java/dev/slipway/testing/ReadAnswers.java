package dev.slipway.testing;

import java.util.List;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.BodyExtractors;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.ExchangeFilterFunction;
import org.springframework.web.reactive.function.client.ExchangeFunction;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Reads every answer that has an end as soon as it comes. A test that looks at the status alone would keep its connection for
 * ever, and after five hundred of them, of all tests of a JVM together, the next request would wait for one in vain.
 */
public final class ReadAnswers implements ExchangeFilterFunction {

    private static final List<MediaType> WHOLE = List.of(
            MediaType.TEXT_HTML,
            MediaType.APPLICATION_JSON,
            MediaType.APPLICATION_PROBLEM_JSON,
            MediaType.valueOf("text/css"),
            MediaType.valueOf("text/javascript"));

    @Override
    public Mono<ClientResponse> filter(ClientRequest request, ExchangeFunction next) {
        return next.exchange(request).flatMap(answer -> isWhole(answer) ? read(answer) : Mono.just(answer));
    }

    private static boolean isWhole(ClientResponse answer) {
        return answer.headers()
                .contentType()
                .map(type -> WHOLE.stream().anyMatch(whole -> whole.isCompatibleWith(type)))
                .orElse(true);
    }

    private static Mono<ClientResponse> read(ClientResponse answer) {
        Flux<DataBuffer> body = answer.body(BodyExtractors.toDataBuffers());
        return DataBufferUtils.join(body)
                .map(whole -> answer.mutate().body(_ -> Flux.just(whole)).build())
                .switchIfEmpty(Mono.fromSupplier(
                        () -> answer.mutate().body(_ -> Flux.empty()).build()));
    }
}
