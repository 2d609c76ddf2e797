package dev.slipway.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import reactor.core.publisher.Flux;

class LiveTest {

    private final Live live =
            new Live(Templates.engine(), new StaticListableBeanFactory().getBeanProvider(LiveEverywhere.class));

    @Test
    void onlyWhatHasChangedShouldBeSentAgain() {
        var events = send(
                List.of(part("a", "one"), part("b", "one")),
                List.of(part("a", "one"), part("b", "one")),
                List.of(part("a", "two"), part("b", "one")));

        assertThat(events).extracting(ServerSentEvent::event).containsExactly("parts", "parts", "end");
        assertThat(data(events.getFirst())).contains("id=\"a\"").contains("id=\"b\"");
        assertThat(data(events.get(1))).contains("id=\"a\"").contains(">two<").doesNotContain("id=\"b\"");
    }

    @Test
    void theVersionOfAPartShouldFollowWhatItShows() {
        assertThat(part("a", "one").version())
                .isEqualTo(part("b", "one").version())
                .isNotEqualTo(part("a", "two").version());
    }

    @Test
    void aStoppingPortalShouldLetGoWithoutAnEndSoThatBrowsersComeBack() {
        var events = live.events(Flux.never(), MockServerWebExchange.from(MockServerHttpRequest.get("/")))
                .doOnSubscribe(_ -> live.letGo());

        assertThat(events.collectList().block(Duration.ofSeconds(60))).isEmpty();
    }

    @SafeVarargs
    private List<ServerSentEvent<String>> send(List<Part>... states) {
        return Objects.requireNonNull(
                live.events(Flux.just(states), MockServerWebExchange.from(MockServerHttpRequest.get("/")))
                        .collectList()
                        .block(Duration.ofSeconds(60)));
    }

    private static String data(ServerSentEvent<String> event) {
        return Objects.requireNonNull(event.data());
    }

    private static Part part(String id, String text) {
        return new Part("part", id, text);
    }
}
