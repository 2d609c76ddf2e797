package dev.slipway.promotion.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.identity.Account;
import dev.slipway.identity.Role;
import dev.slipway.identity.TestPeople;
import dev.slipway.promotion.PromotionShop;
import dev.slipway.testing.Await;
import dev.slipway.testing.PortalTest;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.http.MediaType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What became of a promotion that never started, in its own word, with the way to its job and back. */
@PortalTest
class ToldAsItIsTest {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final String PROTECTION = "protection: {approval: {required: 2}}";

    private final PromotionShop shop = new PromotionShop();
    private final String home = "/api/v1/projects/" + shop.project;
    private final TestPeople people;
    private final Account ada;

    @Autowired
    ToldAsItIsTest(TestPeople people, AutowireCapableBeanFactory beans) {
        this.people = people;
        beans.autowireBean(shop);
        ada = people.person(Role.APPROVER);
    }

    @BeforeEach
    void promotion() throws IOException {
        shop.define(PROTECTION, "").release("web", "1.0.0", "1.1.0").proven("staging", "web", "1.1.0");
        people.as(Role.OPERATOR)
                .post()
                .uri(home + "/promotions")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(Map.of("to", "prod", "pipeline", "quick"))
                .exchange()
                .expectStatus()
                .isCreated();
        Await.until("people are asked", LONG, () -> !rounds().isEmpty());
    }

    @Test
    void rejectedPromotionShouldBeRejectedAndItsJobRefused() {
        decide("reject", "Not on a Friday");

        becomes("REJECTED");
        assertThat(get(home + "/promotions/1").path("reason").asString()).contains("Not on a Friday");
        assertThat(page("/promotions/1")).contains("It was rejected, so nothing was changed");
        assertThat(page("/jobs/1")).contains("Refused by a gate: nothing was changed");
    }

    @Test
    void promotionWhoseDefinitionChangedShouldBeVoid() {
        decide("approve", "");

        shop.define(PROTECTION + "\nvariables: {NEW: \"yes\"}", "");

        becomes("VOID");
        assertThat(page("/promotions/1")).contains("What was approved is void", "NEW");
    }

    @Test
    void pageOfTheJobShouldLeadToThePromotionAndBack() {
        assertThat(page("/jobs/1")).contains("/projects/" + shop.project + "/promotions/1\"");
        assertThat(page("/promotions/1")).contains("/projects/" + shop.project + "/jobs/1\"");
    }

    private void becomes(String state) {
        Await.until(
                "it is " + state,
                LONG,
                () -> get(home + "/promotions/1").path("state").asString().equals(state));
    }

    private void decide(String choice, String note) {
        var round = rounds().get(0);
        people.as(ada)
                .post()
                .uri("/api/v1/approvals/" + round.path("id").asLong() + "/decision")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(Map.of(
                        "choice",
                        choice,
                        "note",
                        note,
                        "hash",
                        round.path("hash").asString()))
                .exchange()
                .expectStatus()
                .isOk();
    }

    private JsonNode rounds() {
        var job = get(home + "/jobs/1").path("id").asLong();
        return get("/api/v1/jobs/" + job + "/approvals");
    }

    private JsonNode get(String path) {
        return JsonMapper.shared()
                .readTree(Objects.requireNonNull(people.as(ada)
                        .get()
                        .uri(path)
                        .exchange()
                        .expectBody(String.class)
                        .returnResult()
                        .getResponseBody()));
    }

    private String page(String path) {
        return String.valueOf(people.browser(ada)
                .get()
                .uri("/projects/" + shop.project + path)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody());
    }
}
