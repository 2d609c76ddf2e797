package dev.slipway.promotion.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.identity.Role;
import dev.slipway.identity.TestPeople;
import dev.slipway.promotion.PromotionShop;
import dev.slipway.testing.PortalTest;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.test.web.reactive.server.WebTestClient;

/** What the board says of an environment that promotes by itself, and who can change that. */
@PortalTest
class AutoBoardTest {

    private static final String AUTO = """
        promotion:
          staging: {auto: true, pipeline: quick}
        """;

    private final PromotionShop shop = new PromotionShop();
    private final WebTestClient operator;
    private final WebTestClient viewer;

    @Autowired
    AutoBoardTest(TestPeople people, AutowireCapableBeanFactory beans) {
        beans.autowireBean(shop);
        operator = people.as(Role.OPERATOR);
        viewer = people.as(Role.VIEWER);
        shop.define("whenLocked: queue", AUTO);
    }

    @Test
    void aPauseShouldBeSaidWithItsReasonUntilAPersonResumesIt() {
        assertThat(board(operator)).contains("promotes by itself", ">Pause<");
        assertThat(board(viewer)).contains("promotes by itself").doesNotContain(">Pause<");

        post("pause", Map.of("reason", "The tide is out"));
        assertThat(board(operator)).contains("does not promote by itself", "The tide is out", ">Resume<");
        assertThat(board(viewer)).contains("does not promote by itself").doesNotContain(">Resume<");

        post("resume", Map.of());
        assertThat(board(operator)).contains("promotes by itself").doesNotContain("does not promote by itself");
    }

    private void post(String what, Map<String, String> body) {
        operator.post()
                .uri("/api/v1/projects/" + shop.project + "/auto-promotions/staging/" + what)
                .bodyValue(body)
                .exchange()
                .expectStatus()
                .is2xxSuccessful()
                .expectBody(String.class)
                .returnResult();
    }

    private String board(WebTestClient who) {
        var page = String.valueOf(who.get()
                .uri("/projects/" + shop.project + "/promotions")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody());
        return page.replaceAll("<span class=\"busy\"></span>", "");
    }
}
