package dev.slipway.promotion.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.audit.AuditFilter;
import dev.slipway.audit.AuditTrail;
import dev.slipway.identity.Role;
import dev.slipway.identity.TestPeople;
import dev.slipway.promotion.PromotionShop;
import dev.slipway.testing.Await;
import dev.slipway.testing.PortalTest;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

@PortalTest
class PromotionApiTest {

    private static final String VERIFIED = "protection: {verifiedUpstream: all}";

    private final PromotionShop shop = new PromotionShop();
    private final String all = "/api/v1/projects/" + shop.project + "/promotions";
    private final AuditTrail audit;
    private final WebTestClient operator;
    private final WebTestClient viewer;

    @Autowired
    PromotionApiTest(TestPeople people, AuditTrail audit, AutowireCapableBeanFactory beans) {
        this.audit = audit;
        beans.autowireBean(shop);
        operator = people.as(Role.OPERATOR);
        viewer = people.as(Role.VIEWER);
    }

    @BeforeEach
    void releases() throws IOException {
        shop.define(VERIFIED, "").release("web", "1.0.0", "1.1.0").release("worker", "1.0.0");
    }

    @Test
    void everythingThatDiffersShouldBePromotedAndFollowItsJob() {
        shop.proven("staging", "web", "1.1.0")
                .proven("staging", "worker", "1.0.0")
                .proven("prod", "worker", "1.0.0");

        post(Map.of("to", "prod", "pipeline", "quick", "note", "party"), "key-1")
                .expectStatus()
                .isCreated()
                .expectBody()
                .jsonPath("$.number")
                .isEqualTo(1)
                .jsonPath("$.from")
                .isEqualTo("staging")
                .jsonPath("$.services.length()")
                .isEqualTo(1)
                .jsonPath("$.services[0].version")
                .isEqualTo("1.1.0");
        post(Map.of("to", "prod", "pipeline", "quick", "note", "party"), "key-1")
                .expectStatus()
                .isCreated()
                .expectBody()
                .jsonPath("$.number")
                .isEqualTo(1);
        post(Map.of("to", "prod", "pipeline", "slow"), "key-1").expectStatus().isEqualTo(409);
        awaitState(1, "SHIPPED");
        assertThat(actions()).containsSubsequence("promotion.end", "promotion.request");
    }

    @Test
    void previewShouldTellWhatChangesAndWhatIsMissing() {
        shop.proven("prod", "web", "1.0.0").proven("staging", "web", "1.1.0");

        viewer.post()
                .uri(all + "/preview")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(Map.of("to", "prod", "pipeline", "quick"))
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.services[0].change.from")
                .isEqualTo("1.0.0")
                .jsonPath("$.services[0].change.to")
                .isEqualTo("1.1.0")
                .jsonPath("$.services[0].news[0].changes[0].text")
                .isEqualTo("Brings 1.1.0 (SHOP-2)")
                .jsonPath("$.services[0].news[0].tickets[0]")
                .isEqualTo("SHOP-2")
                .jsonPath("$.services[0].missing[0]")
                .isEqualTo("ONLY_STAGING")
                .jsonPath("$.steps[0].actions[0]")
                .exists();
        assertThat(body(all)).contains("\"promotions\":[]");
    }

    @Test
    void whatIsNotVerifiedUpstreamShouldBeRefusedAndEnterByARecordedException() {
        var web = List.of(Map.of("service", "web", "version", "1.1.0"));

        post(Map.of("to", "prod", "pipeline", "quick", "services", web), "key-2")
                .expectStatus()
                .isEqualTo(422)
                .expectBody()
                .jsonPath("$.problems[0].field")
                .isEqualTo("services[0].version");
        post(Map.of("to", "prod", "pipeline", "quick", "services", web, "hotfix", "Orders are lost"), "key-3")
                .expectStatus()
                .isCreated();
        awaitState(1, "SHIPPED");
        assertThat(actions()).contains("promotion.hotfix");
    }

    @Test
    void directDeploymentShouldWaitUntilItsReleaseIsVerifiedUpstream() {
        operator.post()
                .uri("/api/v1/projects/" + shop.project + "/jobs")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(Map.of(
                        "pipeline",
                        "quick",
                        "environment",
                        "prod",
                        "services",
                        List.of(Map.of("service", "web", "version", "1.1.0"))))
                .exchange()
                .expectStatus()
                .isCreated();
        var job = "/api/v1/projects/" + shop.project + "/jobs/1";
        Await.until("it waits", Duration.ofSeconds(30), () -> body(job).contains("is not verified in staging"));

        shop.proven("staging", "web", "1.1.0");
        // any job that ends in staging makes the gates downstream look again
        operator.post()
                .uri("/api/v1/projects/" + shop.project + "/jobs")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(Map.of("pipeline", "quick", "environment", "staging"))
                .exchange()
                .expectStatus()
                .isCreated();

        Await.until("it goes on", Duration.ofSeconds(30), () -> body(job).contains("\"state\":\"ENDED\""));
        assertThat(body(job)).contains("SUCCEEDED");
    }

    @Test
    void waitingPromotionShouldBeWithdrawnAndARunningOneNot() {
        shop.define("protection: {soak: 30d}", "").proven("staging", "web", "1.1.0");
        post(Map.of("to", "prod", "pipeline", "quick"), "key-4").expectStatus().isCreated();
        Await.until(
                "its gate is shown",
                Duration.ofSeconds(30),
                () -> body(all + "/1").contains("\"gate\":\"soak\""));

        withdraw(1).expectStatus().isOk().expectBody().jsonPath("$.state").isEqualTo("WITHDRAWN");
        withdraw(1).expectStatus().isEqualTo(409);

        shop.define(VERIFIED, "");
        post(Map.of("to", "prod", "pipeline", "slow"), "key-5").expectStatus().isCreated();
        awaitState(2, "RUNNING");
        withdraw(2).expectStatus().isEqualTo(409);
        operator.post()
                .uri("/api/v1/jobs/"
                        + body("/api/v1/projects/" + shop.project + "/jobs/2")
                                .replaceFirst("(?s).*?\"id\":(\\d+).*", "$1")
                        + "/cancel")
                .exchange()
                .expectStatus()
                .isOk();
        awaitState(2, "CANCELLED");
    }

    @Test
    void everythingWrongShouldBeNamedAndViewersRefused() {
        post(Map.of("services", List.of(Map.of()), "earlier", "SHRUG"), "key-6")
                .expectStatus()
                .isEqualTo(422)
                .expectBody()
                .jsonPath("$.problems.length()")
                .isEqualTo(3);
        post(Map.of("to", "dev"), "key-7").expectStatus().isEqualTo(422);
        post(Map.of("to", "prod"), "key-8")
                .expectStatus()
                .isEqualTo(422)
                .expectBody()
                .jsonPath("$.problems[0].field")
                .isEqualTo("services");
        viewer.post()
                .uri(all)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(Map.of("to", "prod"))
                .exchange()
                .expectStatus()
                .isForbidden();
        viewer.get().uri(all + "/99").exchange().expectStatus().isNotFound();
    }

    private void awaitState(long number, String state) {
        Await.until(
                "promotion " + number + " is " + state,
                Duration.ofSeconds(30),
                () -> body(all + "/" + number).contains("\"state\":\"" + state + "\""));
    }

    private List<String> actions() {
        return audit.find(new AuditFilter(shop.project, null, null, null), 50)
                .map(record -> record.action())
                .collectList()
                .blockOptional()
                .orElseThrow();
    }

    private WebTestClient.ResponseSpec post(Map<String, ?> body, String key) {
        return operator.post()
                .uri(all)
                .header("Idempotency-Key", key)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(body)
                .exchange();
    }

    private WebTestClient.ResponseSpec withdraw(long number) {
        return operator.post()
                .uri(all + "/" + number + "/withdraw")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(Map.of("reason", "Not today"))
                .exchange();
    }

    private String body(String path) {
        return String.valueOf(viewer.get()
                .uri(path)
                .exchange()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody());
    }
}
