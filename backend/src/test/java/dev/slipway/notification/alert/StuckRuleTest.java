package dev.slipway.notification.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.health.HealthChange;
import dev.slipway.health.Observations;
import dev.slipway.health.Observed;
import dev.slipway.job.Job;
import dev.slipway.job.JobDetail;
import dev.slipway.job.JobFilter;
import dev.slipway.job.JobPage;
import dev.slipway.job.Jobs;
import dev.slipway.job.LockHolder;
import dev.slipway.job.SampleJobs;
import dev.slipway.notification.NotificationProperties;
import dev.slipway.target.Health;
import dev.slipway.target.PlacementKey;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

class StuckRuleTest {

    private static final NotificationProperties PROPERTIES = new NotificationProperties(
            Duration.ofSeconds(2),
            Duration.ofDays(3),
            Duration.ofDays(30),
            Duration.ofMinutes(5),
            Duration.ofMinutes(30),
            URI.create("https://slack.com/api"),
            new NotificationProperties.Mail(null, 25, null, null, "x@y", NotificationProperties.Security.NONE));

    private final List<Observed> seen = new ArrayList<>();
    private final StuckRule rule = new StuckRule(new OneJob(), new Seen(), PROPERTIES);
    private @Nullable JobDetail job;

    /** When the step that deploys began. */
    private final Instant begun = SampleJobs.running().job().steps().stream()
            .filter(run -> run.kind().equals("deploy"))
            .map(run -> run.startedAt())
            .findFirst()
            .orElseThrow();

    @Test
    void rolloutShouldBeStuckWhenItTakesThreeTimesAsLongAsUsual() {
        usually(Duration.ofMinutes(4));

        assertThat(rule.look(begun.plus(Duration.ofMinutes(11)))).isEmpty();
        assertThat(rule.look(begun.plus(Duration.ofMinutes(13))))
                .singleElement()
                .satisfies(wrong -> {
                    assertThat(wrong.title()).contains("does not come to an end");
                    assertThat(wrong.detail()).contains("3 times the 4 min");
                    assertThat(wrong.path()).contains("/jobs/");
                });
    }

    @Test
    void rolloutThatUsuallyTakesSecondsShouldNotBeStuckAfterAMinute() {
        usually(Duration.ofSeconds(5));

        assertThat(rule.look(begun.plus(Duration.ofMinutes(4)))).isEmpty();
        assertThat(rule.look(begun.plus(Duration.ofMinutes(5)))).hasSize(1);
    }

    @Test
    void rolloutWithoutAHistoryShouldBeStuckAfterTheTimeThatWasSet() {
        usually(null);

        assertThat(rule.look(begun.plus(Duration.ofMinutes(29)))).isEmpty();
        assertThat(rule.look(begun.plus(Duration.ofMinutes(30)))).hasSize(1);
    }

    @Test
    void rolloutThatNoJobBeganShouldBeStuckAfterTheTimeThatWasSet() {
        var key = new PlacementKey("shop", "prod", "api");
        seen.add(
                new Observed(key, null, Health.MOVING, Duration.ZERO, "", null, SampleJobs.NOW, null, List.of(), null));

        assertThat(rule.look(SampleJobs.NOW.plus(Duration.ofMinutes(29)))).isEmpty();
        assertThat(rule.look(SampleJobs.NOW.plus(Duration.ofMinutes(30))))
                .singleElement()
                .satisfies(wrong -> assertThat(wrong.detail()).contains("No job"));
    }

    private void usually(@Nullable Duration deploy) {
        var detail = SampleJobs.running();
        job = new JobDetail(detail.job(), deploy == null ? Map.of() : Map.of("deploy", deploy), null, List.of(), 0);
    }

    private final class Seen implements Observations {

        @Override
        public Mono<Observed> latest(PlacementKey placement) {
            return Mono.empty();
        }

        @Override
        public Flux<Observed> ofProject(String project) {
            return Flux.empty();
        }

        @Override
        public Flux<Observed> of(Collection<PlacementKey> placements) {
            return Flux.empty();
        }

        @Override
        public Flux<Observed> all() {
            return Flux.fromIterable(seen);
        }

        @Override
        public Flux<HealthChange> history(PlacementKey placement, int limit) {
            return Flux.empty();
        }

        @Override
        public Flux<PlacementKey> changes() {
            return Flux.never();
        }

        @Override
        public Mono<Void> lookNow(PlacementKey placement) {
            return Mono.empty();
        }
    }

    private final class OneJob implements Jobs {

        @Override
        public Mono<Job> find(long id) {
            return Mono.empty();
        }

        @Override
        public Mono<Job> find(String project, long number) {
            return Mono.empty();
        }

        @Override
        public Mono<JobDetail> detail(String project, long number) {
            return Mono.justOrEmpty(job);
        }

        @Override
        public Mono<JobPage> page(JobFilter filter, int size, @Nullable String cursor) {
            return Mono.empty();
        }

        @Override
        public Flux<Job> open(@Nullable String project) {
            return Flux.from(Mono.justOrEmpty(job).map(JobDetail::job));
        }

        @Override
        public Flux<Job> lastOfEachPlacement(String project) {
            return Flux.empty();
        }

        @Override
        public Flux<LockHolder> locks(String project) {
            return Flux.empty();
        }
    }
}
