package dev.slipway.catalog.definition;

import dev.slipway.audit.Actor;
import dev.slipway.audit.AuditEvent;
import dev.slipway.audit.AuditLog;
import dev.slipway.catalog.ProjectRemoval;
import dev.slipway.web.Conflict;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Removes a project, unless a module has something against it. */
@Component
class ProjectDeletion {

    private final DefinitionRows rows;
    private final ObjectProvider<ProjectRemoval> modules;
    private final AuditLog audit;

    ProjectDeletion(DefinitionRows rows, ObjectProvider<ProjectRemoval> modules, AuditLog audit) {
        this.rows = rows;
        this.modules = modules;
        this.audit = audit;
    }

    /** Takes part in the caller's transaction, which holds the project's lock. */
    Mono<Void> delete(DefinitionRow row, Actor actor) {
        return all().concatMap(module -> module.obstacles(row.project()))
                .collectList()
                .flatMap(obstacles -> obstacles.isEmpty()
                        ? remove(row, actor)
                        : Mono.error(new Conflict("Project %s cannot be removed: %s"
                                .formatted(row.project(), String.join("; ", obstacles)))));
    }

    private Mono<Void> remove(DefinitionRow row, Actor actor) {
        return all().concatMap(module -> module.remove(row.project()))
                .then(audit.append(AuditEvent.of(actor, "project.delete", row.project(), "project " + row.project())
                        .change(Redaction.of(row.asSaved().definition()).toString(), null)))
                .then(rows.delete(row.project()));
    }

    private Flux<ProjectRemoval> all() {
        return Flux.fromStream(modules::orderedStream);
    }
}
