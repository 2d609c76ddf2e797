package dev.slipway.catalog.definition;

import dev.slipway.audit.Actor;
import dev.slipway.audit.AuditEvent;
import dev.slipway.audit.AuditLog;
import dev.slipway.catalog.DefinitionChange;
import dev.slipway.catalog.DefinitionChange.Kind;
import dev.slipway.catalog.DefinitionEdit;
import dev.slipway.catalog.DefinitionListener;
import dev.slipway.catalog.DefinitionVersion;
import dev.slipway.catalog.Definitions;
import dev.slipway.web.StaleWrite;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Definitions in PostgreSQL; every save is one transaction with its audit event. */
@Component
class StoredDefinitions implements Definitions {

    private final DefinitionRows rows;
    private final Sections sections;
    private final Drafts drafts;
    private final ProjectDeletion deletion;
    private final Record record;

    StoredDefinitions(DefinitionRows rows, Sections sections, Drafts drafts, ProjectDeletion deletion, Record record) {
        this.rows = rows;
        this.sections = sections;
        this.drafts = drafts;
        this.deletion = deletion;
        this.record = record;
    }

    @Override
    public Mono<DefinitionVersion> current(String project) {
        return rows.current(project).flatMap(this::now);
    }

    @Override
    public Mono<DefinitionVersion> version(String project, long version) {
        return rows.version(project, version).map(DefinitionRow::asSaved);
    }

    @Override
    public Flux<DefinitionVersion> history(String project, long before, int limit) {
        return rows.history(project, before, limit).map(DefinitionRow::asSaved);
    }

    @Override
    public Mono<DefinitionChange> preview(String project, String text) {
        return Mono.fromCallable(() -> drafts.of(project, text))
                .flatMap(draft -> current(project)
                        .map(Optional::of)
                        .defaultIfEmpty(Optional.empty())
                        .map(before -> preview(draft, before.orElse(null))));
    }

    private DefinitionChange preview(Draft draft, @Nullable DefinitionVersion before) {
        if (before != null && draft.isSameAs(before)) {
            return new DefinitionChange(Kind.UNCHANGED, before, before);
        }
        var version = before == null ? 1 : before.version() + 1;
        var after = draft.row(version, Actor.SYSTEM, record.now(), null).asSaved();
        return new DefinitionChange(before == null ? Kind.CREATED : Kind.CHANGED, before, after);
    }

    @Override
    public Mono<DefinitionChange> save(DefinitionEdit edit, Actor actor) {
        return Mono.fromCallable(() -> drafts.of(edit.project(), edit.text()))
                .flatMap(draft -> record.inTransaction(rows.lock(edit.project())
                        .flatMap(this::now)
                        .map(Optional::of)
                        .defaultIfEmpty(Optional.empty())
                        .flatMap(before -> apply(draft, edit, before.orElse(null), actor))))
                .onErrorMap(DuplicateKeyException.class, e -> stale("Somebody else created project " + edit.project()));
    }

    private Mono<DefinitionChange> apply(
            Draft draft, DefinitionEdit edit, @Nullable DefinitionVersion before, Actor actor) {
        if (before == null) {
            return edit.base() == null
                    ? write(draft, edit, null, actor)
                    : Mono.error(stale("Somebody else removed project " + edit.project()));
        }
        if (!before.tag().equals(edit.base())) {
            return Mono.error(stale("%s changed project %s since (version %d)"
                    .formatted(before.by().name(), edit.project(), before.version())));
        }
        return draft.isSameAs(before)
                ? Mono.just(new DefinitionChange(Kind.UNCHANGED, before, before))
                : write(draft, edit, before, actor);
    }

    private Mono<DefinitionChange> write(
            Draft draft, DefinitionEdit edit, @Nullable DefinitionVersion before, Actor actor) {
        var version = before == null ? 1 : before.version() + 1;
        var kind = before == null ? Kind.CREATED : Kind.CHANGED;
        return rows.insert(draft.row(version, actor, record.now(), edit.comment()))
                .flatMap(row -> sections.read(row.project())
                        .flatMap(present -> sections.write(row.project(), draft.sections(), present, actor))
                        .flatMap(written -> rows.sections(row.id(), written).thenReturn(row.saved(written))))
                .map(row -> new DefinitionChange(kind, before, row.asSaved()))
                .flatMap(change -> record.append(change, actor)
                        .then(record.tell(edit.project()))
                        .thenReturn(change));
    }

    @Override
    public Mono<Void> delete(String project, Actor actor) {
        return record.inTransaction(rows.lock(project).flatMap(row -> deletion.delete(row, actor)));
    }

    private Mono<DefinitionVersion> now(DefinitionRow row) {
        return sections.read(row.project()).map(row::with);
    }

    private static StaleWrite stale(String detail) {
        return new StaleWrite(detail + "; read it again and repeat your change");
    }

    /** The transaction, its audit event and its time. */
    @Component
    static class Record {

        private final TransactionalOperator transaction;
        private final AuditLog audit;
        private final ObjectProvider<DefinitionListener> listeners;
        private final Clock clock;

        Record(
                TransactionalOperator transaction,
                AuditLog audit,
                ObjectProvider<DefinitionListener> listeners,
                Clock clock) {
            this.transaction = transaction;
            this.audit = audit;
            this.listeners = listeners;
            this.clock = clock;
        }

        java.time.Instant now() {
            return clock.instant().truncatedTo(java.time.temporal.ChronoUnit.MICROS); // what PostgreSQL keeps
        }

        <T> Mono<T> inTransaction(Mono<T> work) {
            return transaction.transactional(work);
        }

        Mono<Void> append(DefinitionChange change, Actor actor) {
            var after = change.after();
            var before = change.before();
            return audit.append(AuditEvent.of(
                            actor,
                            change.kind() == Kind.CREATED ? "project.create" : "definition.change",
                            after.project(),
                            "definition " + after.version())
                    .change(
                            before == null
                                    ? null
                                    : Redaction.of(before.definition()).toString(),
                            Redaction.of(after.definition()).toString())
                    .because(after.comment()));
        }

        Mono<Void> tell(String project) {
            return Flux.fromStream(listeners::orderedStream)
                    .concatMap(listener -> listener.changed(project))
                    .then();
        }
    }
}
