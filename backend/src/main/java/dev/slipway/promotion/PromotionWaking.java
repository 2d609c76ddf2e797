package dev.slipway.promotion;

import dev.slipway.catalog.Catalog;
import dev.slipway.catalog.Environment;
import dev.slipway.engine.WorkQueue;
import dev.slipway.job.GateChanges;
import dev.slipway.job.Job;
import dev.slipway.job.JobChange;
import dev.slipway.job.JobChanges;
import dev.slipway.job.JobState;
import dev.slipway.job.Jobs;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** When a job comes to another state, wakes its promotion, and the gates downstream of what it has proven. */
@Component
class PromotionWaking implements DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(PromotionWaking.class);
    private static final int REMEMBERED = 1_000;

    private final StoredPromotions promotions;
    private final Downstream downstream;
    private final WorkQueue work;
    private final Clock clock;
    private final Disposable listening;

    /** What goes by what is proven elsewhere. */
    @Component
    record Downstream(Catalog catalog, Jobs jobs, GateChanges gates, StoredAutoPromotions auto) {

        Mono<Void> ended(JobChange change) {
            var promoting = auto.of(change.project())
                    .concatMap(a -> auto.wake(change.project(), a.environment()))
                    .then();
            return gates(change).then(promoting);
        }

        private Mono<Void> gates(JobChange change) {
            return catalog.project(change.project())
                    .flatMapIterable(project -> project.environments())
                    .filter(Downstream::looksUpstream)
                    .collectList()
                    .filter(environments -> !environments.isEmpty())
                    .zipWhen(environments -> jobs.find(change.id()))
                    .flatMapMany(both ->
                            Flux.fromIterable(both.getT1()).filter(environment -> isAfter(environment, both.getT2())))
                    .concatMap(environment -> gates.changed(change.project(), environment.key()))
                    .then();
        }

        private static boolean looksUpstream(Environment environment) {
            var protection = environment.protection();
            return protection.verifiedUpstream() != null || protection.soak() != null;
        }

        private static boolean isAfter(Environment environment, Job job) {
            return environment.promotesFrom().contains(job.order().environment());
        }
    }

    /** Jobs announce every step; only the state matters here. */
    private final Map<Long, JobState> seen = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, JobState> eldest) {
            return size() > REMEMBERED;
        }
    };

    PromotionWaking(
            StoredPromotions promotions, Downstream downstream, JobChanges changes, WorkQueue work, Clock clock) {
        this.promotions = promotions;
        this.downstream = downstream;
        this.work = work;
        this.clock = clock;
        this.listening = changes.all()
                .filter(change -> seen.put(change.id(), change.state()) != change.state())
                .concatMap(change -> wake(change).onErrorResume(e -> {
                    LOG.warn("The promotion of job {} is looked at later: {}", change.id(), e.getMessage());
                    return Mono.empty();
                }))
                .subscribe();
    }

    private Mono<Void> wake(JobChange change) {
        var followed = promotions
                .ofJob(change.id())
                .flatMap(promotion ->
                        work.schedule(PromotionFollower.KIND, Long.toString(promotion.id()), clock.instant()));
        return change.state() == JobState.ENDED ? followed.then(downstream.ended(change)) : followed;
    }

    @Override
    public void destroy() {
        listening.dispose();
    }
}
