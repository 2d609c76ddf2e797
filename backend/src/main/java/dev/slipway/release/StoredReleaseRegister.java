package dev.slipway.release;

import dev.slipway.artifact.ArtifactReference;
import dev.slipway.audit.Actor;
import dev.slipway.audit.AuditEvent;
import dev.slipway.audit.AuditLog;
import dev.slipway.catalog.Catalog;
import dev.slipway.web.Conflict;
import dev.slipway.web.FieldProblem;
import dev.slipway.web.InvalidInput;
import dev.slipway.web.NotFound;
import dev.slipway.web.Waiting;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Registers releases in PostgreSQL; each change is one transaction with its audit event. */
@Component
class StoredReleaseRegister implements ReleaseRegister {

    private final Catalog catalog;
    private final Intake intake;
    private final ReleaseRows rows;
    private final AuditLog audit;
    private final Moment moment;

    StoredReleaseRegister(Catalog catalog, Intake intake, ReleaseRows rows, AuditLog audit, Moment moment) {
        this.catalog = catalog;
        this.intake = intake;
        this.rows = rows;
        this.audit = audit;
        this.moment = moment;
    }

    @Override
    public Mono<Registered> register(NewRelease release, Actor actor) {
        var problems = ReleaseRules.check(release);
        if (!problems.isEmpty()) {
            return Mono.error(new InvalidInput("The release breaks rules", problems));
        }
        return serviceOf(release)
                .then(Waiting.call(() -> intake.take(release.artifacts())))
                .map(artifacts -> asRelease(release, artifacts, actor))
                .flatMap(wanted -> moment.inTransaction(insert(wanted, actor)));
    }

    private Mono<Void> serviceOf(NewRelease release) {
        return catalog.project(release.project())
                .switchIfEmpty(Mono.error(() -> new NotFound("There is no project " + release.project())))
                .filter(project -> project.service(release.service()).isPresent())
                .switchIfEmpty(Mono.error(() -> new InvalidInput(
                        "The release is of no service of the project",
                        new FieldProblem(
                                "service",
                                "There must be a service '%s' in project %s"
                                        .formatted(release.service(), release.project()),
                                "Add the service to the definition, or correct its key"))))
                .then();
    }

    private Release asRelease(NewRelease release, List<ArtifactReference> artifacts, Actor actor) {
        return new Release(
                release.project(),
                release.service(),
                release.version(),
                artifacts,
                release.commit(),
                release.buildLink(),
                release.labels(),
                release.notes(),
                moment.now().truncatedTo(ChronoUnit.MICROS), // what PostgreSQL keeps
                actor.name(),
                null);
    }

    private Mono<Registered> insert(Release wanted, Actor actor) {
        return rows.insert(wanted, actor)
                .flatMap(created -> created
                        ? audit.append(event("release.register", wanted, actor).change(null, moment.json(wanted)))
                                .thenReturn(new Registered(wanted, true))
                        : rows.find(wanted.project(), wanted.service(), wanted.version())
                                .map(there -> sameOrRefused(there, wanted)));
    }

    private static Registered sameOrRefused(Release there, Release wanted) {
        var differences = ReleaseDifference.between(there, wanted);
        if (!differences.isEmpty()) {
            throw new Conflict(
                    "Release %s %s exists with other content".formatted(there.service(), there.version()), differences);
        }
        return new Registered(there, false);
    }

    @Override
    public Mono<Release> block(String project, String service, String version, String reason, Actor actor) {
        if (reason.isBlank() || reason.length() > 1_000) {
            return Mono.error(new InvalidInput(
                    "A release is blocked for a reason",
                    new FieldProblem(
                            "reason",
                            "A reason must be given, of at most 1,000 characters",
                            "Say what is wrong with it")));
        }
        return setBlocked(project, service, version, reason.strip(), actor);
    }

    @Override
    public Mono<Release> unblock(String project, String service, String version, Actor actor) {
        return setBlocked(project, service, version, null, actor);
    }

    private Mono<Release> setBlocked(
            String project, String service, String version, @Nullable String reason, Actor actor) {
        return moment.inTransaction(rows.lock(project, service, version)
                .switchIfEmpty(Mono.error(() ->
                        new NotFound("There is no release %s %s in project %s".formatted(service, version, project))))
                .flatMap(release -> Objects.equals(release.blocked(), reason)
                        ? Mono.just(release)
                        : rows.block(release, reason)
                                .then(audit.append(
                                        event(reason == null ? "release.unblock" : "release.block", release, actor)
                                                .change(moment.blocked(release.blocked()), moment.blocked(reason))
                                                .because(reason)))
                                .then(Mono.defer(() -> rows.find(project, service, version)))));
    }

    private static AuditEvent event(String action, Release release, Actor actor) {
        return AuditEvent.of(
                actor, action, release.project(), "release " + release.service() + " " + release.version());
    }
}
