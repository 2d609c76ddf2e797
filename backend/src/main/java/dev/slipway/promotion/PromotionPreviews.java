package dev.slipway.promotion;

import dev.slipway.catalog.Catalog;
import dev.slipway.catalog.Placement;
import dev.slipway.catalog.Protection;
import dev.slipway.job.JobControl;
import dev.slipway.job.JobPreview;
import dev.slipway.pipeline.Pipelines;
import dev.slipway.pipeline.StepDefinition;
import dev.slipway.release.Releases;
import dev.slipway.target.PlacementKey;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Shows what a promotion would change. */
@Component
class PromotionPreviews {

    private final JobControl control;
    private final Pipelines pipelines;
    private final Releases releases;
    private final Catalog catalog;
    private final TrackRecords records;

    PromotionPreviews(
            JobControl control, Pipelines pipelines, Releases releases, Catalog catalog, TrackRecords records) {
        this.control = control;
        this.pipelines = pipelines;
        this.releases = releases;
        this.catalog = catalog;
        this.records = records;
    }

    Mono<PromotionPreview> of(PromotionPlan plan, List<PromotionPreview.Earlier> earlier) {
        var migrating = pipelines
                .find(plan.project().key(), plan.pipeline())
                .map(pipeline -> pipeline.steps().stream()
                        .filter(step -> step.kind().equals("migrate"))
                        .map(StepDefinition::name)
                        .collect(Collectors.toSet()))
                .defaultIfEmpty(Set.of());
        return Mono.zip(control.preview(plan.job(null)), migrating)
                .flatMap(both -> Flux.fromIterable(both.getT1().services())
                        .concatMap(change -> change(plan, change, migrations(both.getT1(), both.getT2(), change)))
                        .collectList()
                        .map(changes -> new PromotionPreview(
                                plan.source().key(),
                                plan.target().key(),
                                plan.pipeline(),
                                changes,
                                both.getT1().steps(),
                                both.getT1().lockedBy(),
                                both.getT1().estimate(),
                                earlier)));
    }

    private static List<String> migrations(JobPreview preview, Set<String> migrating, JobPreview.ServiceChange change) {
        return preview.steps().stream()
                .filter(step ->
                        migrating.contains(step.name()) && preview.services().size() == 1
                                || migrating.stream().anyMatch(m -> step.name().equals(m + "/" + change.service())))
                .flatMap(step -> step.actions().stream())
                .toList();
    }

    private Mono<PromotionPreview.Change> change(
            PromotionPlan plan, JobPreview.ServiceChange change, List<String> migrations) {
        var to = change.to() == null ? "" : change.to();
        var project = plan.project().key();
        var rule = plan.target().protection().verifiedUpstream() == null
                ? Protection.Upstream.ANY
                : plan.target().protection().verifiedUpstream();
        return Mono.zip(
                        releases.ofService(project, change.service()).collectList(),
                        missing(plan, change.service()),
                        records.of(project, plan.target(), change.service(), to))
                .map(all -> {
                    var between = ReleaseNews.between(all.getT1(), change.from(), to);
                    return new PromotionPreview.Change(
                            change,
                            between.back(),
                            between.news(),
                            migrations,
                            all.getT2(),
                            all.getT3().verified(rule).words());
                });
    }

    private Mono<List<String>> missing(PromotionPlan plan, String service) {
        return Mono.zip(
                        keys(new PlacementKey(
                                plan.project().key(), plan.source().key(), service)),
                        keys(new PlacementKey(
                                plan.project().key(), plan.target().key(), service)))
                .map(both -> {
                    var missing = new TreeSet<>(both.getT1());
                    missing.removeAll(both.getT2());
                    return List.copyOf(missing);
                });
    }

    private Mono<Set<String>> keys(PlacementKey key) {
        return catalog.placement(key)
                .map(Placement::configuration)
                .map(configuration -> configuration.keySet())
                .defaultIfEmpty(Set.of());
    }
}
