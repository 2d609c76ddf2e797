package dev.slipway.delivery;

import dev.slipway.catalog.Catalog;
import dev.slipway.catalog.Environment;
import dev.slipway.catalog.Project;
import dev.slipway.catalog.Service;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Tells how well a project ships. */
@Component
public class Delivery {

    /** The team of services without an owner. */
    public static final String NOBODY = "no owner";

    private final Catalog catalog;
    private final Deployments deployments;
    private final PipelineTrends trends;
    private final PipelineRuns runs;
    private final Verifications verifications;

    Delivery(
            Catalog catalog,
            Deployments deployments,
            PipelineTrends trends,
            PipelineRuns runs,
            Verifications verifications) {
        this.catalog = catalog;
        this.deployments = deployments;
        this.trends = trends;
        this.runs = runs;
        this.verifications = verifications;
    }

    /** Empty if there is no such project. */
    public Mono<DeliveryReport> report(DeliveryQuery query) {
        var window = query.window();
        return catalog.project(query.project())
                .flatMap(project -> Mono.zip(
                                deployments.within(query.project(), window),
                                trends.within(
                                        query.project(), window, query.environment(), ServiceChoice.of(project, query)),
                                verifications.within(query.project(), window).collectList())
                        .map(all -> report(project, query, all.getT1(), all.getT2(), Flaky.among(all.getT3()))));
    }

    /** The deployments and incidents that are asked for, without the rest of the report. */
    public Mono<Figures> figures(DeliveryQuery query) {
        return catalog.project(query.project())
                .flatMap(project -> deployments
                        .within(query.project(), query.window())
                        .map(all -> figures(all, ofServices(project, query).and(inEnvironment(query)), query)));
    }

    /**
     * The day or week that a day is of, as far as it is asked about; all of it if there is no day.
     *
     * @throws dev.slipway.web.InvalidInput if the day is not asked about
     */
    public static Window window(@Nullable LocalDate day, DeliveryQuery query) {
        return day == null ? query.window() : Buckets.around(day, query.window());
    }

    /** Those of them that ended in the day or week that a day is of. */
    public static List<Deployment> on(@Nullable LocalDate day, DeliveryQuery query, List<Deployment> deployments) {
        var within = window(day, query);
        return deployments.stream().filter(one -> within.holds(one.ended())).toList();
    }

    /** The jobs behind a figure of a pipeline. Empty if there is no such project. */
    public Mono<RunsBehind> runs(DeliveryQuery query, RunsAsked asked) {
        return catalog.project(query.project())
                .flatMap(project -> runs.of(query, ServiceChoice.of(project, query), asked));
    }

    /** Where releases are to get in the end: the last environment that no other takes its releases from. */
    public static Optional<Environment> production(Project project) {
        return project.environments().stream()
                .filter(one -> project.environments().stream()
                        .noneMatch(other -> other.promotesFrom().contains(one.key())))
                .reduce((_, last) -> last);
    }

    public static String team(Service service) {
        var owner = service.owner();
        return owner == null || owner.isBlank() ? NOBODY : owner;
    }

    private static DeliveryReport report(
            Project project,
            DeliveryQuery query,
            List<Deployment> all,
            List<PipelineTrend> pipelines,
            List<Flaky> flaky) {
        var here = ofServices(project, query);
        var there = inEnvironment(query);
        var whole = figures(all, here.and(there), query);
        return new DeliveryReport(
                query,
                whole,
                project.environments().stream()
                        .map(one -> new DeliveryReport.Row(
                                one.key(),
                                one.title(),
                                figures(all, here.and(d -> d.environment().equals(one.key())), query)))
                        .toList(),
                project.services().stream()
                        .map(one -> new DeliveryReport.Row(
                                one.key(),
                                one.title(),
                                figures(all, there.and(d -> d.service().equals(one.key())), query)))
                        .toList(),
                teams(project, query, all),
                Buckets.of(query.window(), whole),
                pipelines,
                flaky.stream().filter(one -> asked(project, query, one)).toList());
    }

    private static List<DeliveryReport.Row> teams(Project project, DeliveryQuery query, List<Deployment> all) {
        return project.services().stream()
                .map(Delivery::team)
                .distinct()
                .sorted()
                .map(team -> new DeliveryReport.Row(
                        team,
                        team,
                        figures(all, inEnvironment(query).and(d -> owns(project, team, d.service())), query)))
                .toList();
    }

    private static Figures figures(List<Deployment> all, Predicate<Deployment> condition, DeliveryQuery query) {
        return Figures.of(
                all.stream().filter(condition).toList(), query.window().days());
    }

    private static Predicate<Deployment> ofServices(Project project, DeliveryQuery query) {
        return one -> ofService(project, query, one.service());
    }

    private static Predicate<Deployment> inEnvironment(DeliveryQuery query) {
        return one -> query.environment() == null || query.environment().equals(one.environment());
    }

    private static boolean asked(Project project, DeliveryQuery query, Flaky one) {
        return ofService(project, query, one.service())
                && (query.environment() == null || query.environment().equals(one.environment()));
    }

    private static boolean ofService(Project project, DeliveryQuery query, String service) {
        return (query.service() == null || query.service().equals(service))
                && (query.team() == null || owns(project, query.team(), service));
    }

    /** Services that are no longer defined belong to nobody. */
    static boolean owns(Project project, String team, String service) {
        return project.service(service).map(Delivery::team).orElse(NOBODY).equals(team);
    }
}
