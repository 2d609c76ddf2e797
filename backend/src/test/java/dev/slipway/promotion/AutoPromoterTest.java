package dev.slipway.promotion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.audit.Actor;
import dev.slipway.engine.Lease;
import dev.slipway.job.Job;
import dev.slipway.job.JobControl;
import dev.slipway.job.JobRequest;
import dev.slipway.job.Jobs;
import dev.slipway.job.OnFailure;
import dev.slipway.promotion.PromotionRequest.Terms;
import dev.slipway.promotion.PromotionRequest.Wish;
import dev.slipway.testing.Await;
import dev.slipway.testing.PortalTest;
import dev.slipway.web.Conflict;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;

@PortalTest
class AutoPromoterTest {

    private static final Actor DANA = new Actor(Actor.Kind.PERSON, "dana", "Dana");
    private static final String AUTO = """
        promotion:
          staging: {auto: true, pipeline: quick}
        """;
    private static final Lease LEASE = new Lease() {
        @Override
        public long fence() {
            return 1;
        }

        @Override
        public boolean held() {
            return true;
        }
    };

    private final PromotionShop shop = new PromotionShop();
    private final AutoPromoter promoter;
    private final AutoPromotions auto;
    private final Promotions promotions;
    private final PromotionControl control;
    private final JobControl jobs;

    @Autowired
    private Jobs allJobs;

    @Autowired
    AutoPromoterTest(
            AutoPromoter promoter,
            AutoPromotions auto,
            Promotions promotions,
            PromotionControl control,
            JobControl jobs,
            AutowireCapableBeanFactory beans) {
        this.promoter = promoter;
        this.auto = auto;
        this.promotions = promotions;
        this.control = control;
        this.jobs = jobs;
        beans.autowireBean(shop);
    }

    @BeforeEach
    void project() throws IOException {
        shop.define("whenLocked: queue", AUTO).release("web", "1.0.0", "1.1.0");
    }

    @Test
    void verifiedReleaseShouldBePromotedOnceHoweverOftenItIsLookedAt() {
        shop.proven("dev", "web", "1.0.0");

        look();
        look();
        shop.proven("dev", "web", "1.0.0");
        look();

        assertThat(all()).singleElement().satisfies(made -> {
            assertThat(made.asked().title()).isEqualTo("web 1.0.0 → staging");
            assertThat(made.asked().automatic()).isTrue();
        });
    }

    @Test
    void soakShouldBeWaitedForAndSaidSo() {
        shop.stagingProtection("soak: 2h").define("whenLocked: queue", AUTO);
        shop.proven("dev", "web", "1.0.0", Instant.now().minus(Duration.ofMinutes(61)));

        look();

        assertThat(all()).isEmpty();
        assertThat(status().note()).startsWith("web 1.0.0 has run in dev for 61m of 2h");
    }

    @Test
    void goingBackByHandShouldStopItUntilAPersonResumesIt() {
        shop.proven("dev", "web", "1.1.0").proven("staging", "web", "1.1.0");
        look();
        assertThat(all()).isEmpty();

        over(start("back", "1.0.0"));
        shop.proven("staging", "web", "1.0.0");
        look();

        var pause = Objects.requireNonNull(status().pause());
        assertThat(pause.reason()).matches("Dana rolled web back with #\\d+");
        assertThat(all()).isEmpty();

        auto.resume(shop.project, "staging", DANA).block();
        look();
        assertThat(status().paused()).isFalse();
        assertThat(all()).hasSize(1);
    }

    @Test
    void olderReleaseShouldNotComeByItself() {
        shop.proven("dev", "web", "1.0.0").proven("staging", "web", "1.1.0");

        look();

        assertThat(all()).isEmpty();
        assertThat(status().note()).isEqualTo("staging has a newer web than 1.0.0");
    }

    @Test
    void newerPromotionShouldSupersedeOneThatWaitsOrKeepItIfAsked() {
        shop.define("protection: {soak: 30d}", "").proven("staging", "web", "1.0.0");
        var first = promote("1.0.0", null);
        shop.proven("staging", "web", "1.1.0");
        var second = promote("1.1.0", PromotionRequest.Earlier.KEEP);
        assertThat(state(first)).isEqualTo(PromotionState.WAITING);

        var third = promote("1.0.0", null);

        assertThat(state(first)).isEqualTo(PromotionState.SUPERSEDED);
        assertThat(state(second)).isEqualTo(PromotionState.SUPERSEDED);
        assertThat(find(first).fate().supersededBy()).isEqualTo(third.number());
        over(Objects.requireNonNull(allJobs.find(first.job()).block()));
        assertThat(state(third)).isEqualTo(PromotionState.WAITING);
    }

    @Test
    void promotionThatTakesOtherServicesAlongShouldNotGoSilently() throws IOException {
        shop.define("protection: {soak: 30d}", "").release("worker", "1.0.0");
        shop.proven("staging", "web", "1.0.0").proven("staging", "worker", "1.0.0");
        control.request(new PromotionRequest(
                        shop.project, null, "prod", List.of(), new Terms("quick", null, null, null, null), DANA))
                .block();

        assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> promote("1.0.0", null)))
                .isInstanceOf(Conflict.class)
                .hasMessageContaining("#1 (web 1.0.0, worker 1.0.0 → prod)");
    }

    private Promotion promote(String version, PromotionRequest.@org.jspecify.annotations.Nullable Earlier earlier) {
        var terms = new Terms("quick", null, earlier, null, null);
        return Objects.requireNonNull(control.request(new PromotionRequest(
                        shop.project, null, "prod", List.of(new Wish("web", version)), terms, DANA))
                .block());
    }

    private PromotionState state(Promotion promotion) {
        return find(promotion).state();
    }

    private Promotion find(Promotion promotion) {
        return Objects.requireNonNull(
                promotions.find(promotion.project(), promotion.number()).block());
    }

    private Job start(String pipeline, String version) {
        return Objects.requireNonNull(jobs.start(new JobRequest(
                        shop.project,
                        pipeline,
                        "staging",
                        List.of(new JobRequest.ServiceVersion("web", version)),
                        false,
                        OnFailure.FAIL,
                        null,
                        null,
                        DANA))
                .block());
    }

    private void over(Job job) {
        Await.until(
                "job ends",
                Duration.ofSeconds(30),
                () -> Objects.requireNonNull(allJobs.find(job.id()).block()).over());
    }

    /** As a replica does it; the portal's own worker may do it at the same time. */
    private void look() {
        promoter.run(shop.project + "/staging", LEASE);
    }

    private AutoPromotion status() {
        return Objects.requireNonNull(auto.of(shop.project).blockFirst());
    }

    private List<Promotion> all() {
        return promotions
                .page(shop.project, null, null, 50)
                .collectList()
                .blockOptional()
                .orElse(List.of());
    }
}
