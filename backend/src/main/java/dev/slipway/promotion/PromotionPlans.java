package dev.slipway.promotion;

import dev.slipway.catalog.Catalog;
import dev.slipway.catalog.Environment;
import dev.slipway.catalog.Project;
import dev.slipway.catalog.Protection;
import dev.slipway.job.VerifiedRevision;
import dev.slipway.job.VerifiedRevisions;
import dev.slipway.promotion.PromotionRequest.Wish;
import dev.slipway.target.PlacementKey;
import dev.slipway.web.FieldProblem;
import dev.slipway.web.InvalidInput;
import dev.slipway.web.NotFound;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Turns a request into a plan: only what is verified upstream may be promoted, unless an exception is asked for. */
@Component
class PromotionPlans {

    private static final int LONGEST_REASON = 1_000;

    private final Catalog catalog;
    private final VerifiedRevisions verified;
    private final TrackRecords records;

    PromotionPlans(Catalog catalog, VerifiedRevisions verified, TrackRecords records) {
        this.catalog = catalog;
        this.verified = verified;
        this.records = records;
    }

    /** Fails with {@link InvalidInput} that names every problem it finds. */
    Mono<PromotionPlan> plan(PromotionRequest request) {
        var project = catalog.project(request.project())
                .switchIfEmpty(Mono.error(() -> new NotFound("There is no project " + request.project())));
        var proven = verified.ofProject(request.project()).collectMap(VerifiedRevision::placement);
        return Mono.zip(project, proven).flatMap(both -> plan(request, both.getT1(), both.getT2()));
    }

    private Mono<PromotionPlan> plan(
            PromotionRequest request, Project project, Map<PlacementKey, VerifiedRevision> proven) {
        var target = project.environment(request.to())
                .orElseThrow(() -> invalid(new FieldProblem(
                        "to",
                        "must be an environment of the project, and '" + request.to() + "' is none",
                        "Use one of "
                                + String.join(
                                        ", ",
                                        project.environments().stream()
                                                .map(Environment::key)
                                                .toList())
                                + ".")));
        var source = source(request, project, target);
        var problems = new ArrayList<FieldProblem>(hotfix(request.terms().hotfix(), target.protection()));
        var wishes = request.services().isEmpty() ? differing(project, source, target, proven) : request.services();
        if (wishes.isEmpty()) {
            problems.add(new FieldProblem(
                    "services",
                    "must differ between the environments, and " + target.key() + " has all that is verified in "
                            + source.key(),
                    "Deploy something new to " + source.key() + " first."));
        }
        return Flux.range(0, wishes.size())
                .concatMap(i -> item(request, wishes, i, new Between(project, source, target, proven), problems))
                .collectList()
                .map(items -> {
                    if (!problems.isEmpty()) {
                        throw invalid(problems.toArray(FieldProblem[]::new));
                    }
                    return new PromotionPlan(project, source, target, items, request);
                });
    }

    private record Between(
            Project project, Environment source, Environment target, Map<PlacementKey, VerifiedRevision> proven) {

        Optional<String> version(Environment environment, String service) {
            return Optional.ofNullable(proven.get(new PlacementKey(project.key(), environment.key(), service)))
                    .map(found -> found.revision().version());
        }
    }

    private static Environment source(PromotionRequest request, Project project, Environment target) {
        if (target.promotesFrom().isEmpty()) {
            throw invalid(new FieldProblem(
                    "to",
                    "must be promoted from another environment, and " + target.key() + " is the first",
                    "Deploy to it."));
        }
        var from = request.from() == null ? target.promotesFrom().getFirst() : request.from();
        if (!target.promotesFrom().contains(from)) {
            throw invalid(new FieldProblem(
                    "from",
                    "must be an environment that " + target.key() + " is promoted from, and '" + from + "' is none",
                    "Use one of " + String.join(", ", target.promotesFrom()) + "."));
        }
        return project.environment(from).orElseThrow();
    }

    private static List<FieldProblem> hotfix(@Nullable String reason, Protection protection) {
        if (reason == null) {
            return List.of();
        }
        if (!protection.hotfix()) {
            return List.of(new FieldProblem(
                    "hotfix",
                    "must not be asked for, because the environment allows no exception",
                    "Verify the release upstream first."));
        }
        return reason.isBlank() || reason.length() > LONGEST_REASON
                ? List.of(new FieldProblem(
                        "hotfix",
                        "must say why in 1 to " + LONGEST_REASON + " characters",
                        "Say what cannot wait, and why."))
                : List.of();
    }

    /** Services of which the source has proven another version than the target. */
    private static List<Wish> differing(
            Project project, Environment source, Environment target, Map<PlacementKey, VerifiedRevision> proven) {
        var between = new Between(project, source, target, proven);
        return project.services().stream()
                .filter(service -> between.version(source, service.key()).isPresent()
                        && !between.version(source, service.key()).equals(between.version(target, service.key())))
                .map(service -> new Wish(service.key(), null))
                .toList();
    }

    private Mono<Promotion.Item> item(
            PromotionRequest request, List<Wish> wishes, int index, Between between, List<FieldProblem> problems) {
        var wish = wishes.get(index);
        var field = "services[" + index + "]";
        if (wishes.stream().filter(w -> w.service().equals(wish.service())).count() > 1) {
            problems.add(new FieldProblem(field + ".service", "must be named once", "Remove the repeated one."));
            return Mono.empty();
        }
        var source = between.source().key();
        var known = wish.version() == null ? between.version(between.source(), wish.service()) : wishVersion(wish);
        if (known.isEmpty()) {
            problems.add(new FieldProblem(
                    field + ".version",
                    "must be given, because nothing of " + wish.service() + " is verified in " + source,
                    "Deploy it to " + source + " first."));
            return Mono.empty();
        }
        var item = new Promotion.Item(wish.service(), known.get());
        if (between.version(between.target(), item.service()).equals(known)) {
            problems.add(new FieldProblem(
                    field + ".version",
                    "must differ from what " + between.target().key() + " has, and that is " + item.version(),
                    "Deploy it there to take changes of the definition along."));
            return Mono.empty();
        }
        return records.of(request.project(), between.target(), item.service(), item.version())
                .mapNotNull(record -> {
                    if (request.terms().hotfix() == null && !record.provenIn(source)) {
                        problems.add(new FieldProblem(
                                field + ".version",
                                "must be verified in " + source + ", and " + item.service() + " " + item.version()
                                        + " is not",
                                "Deploy it to " + source + " first, or ask for a hotfix exception with its reason."));
                        return null;
                    }
                    return item;
                });
    }

    private static Optional<String> wishVersion(Wish wish) {
        return Optional.ofNullable(wish.version()).filter(version -> !version.isBlank());
    }

    private static InvalidInput invalid(FieldProblem... problems) {
        return new InvalidInput("The promotion cannot be made as it was asked for", problems);
    }
}
