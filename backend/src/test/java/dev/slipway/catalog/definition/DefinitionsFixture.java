package dev.slipway.catalog.definition;

import dev.slipway.audit.Actor;
import dev.slipway.audit.AuditEvent;
import dev.slipway.catalog.Catalog;
import dev.slipway.catalog.Definitions;
import dev.slipway.catalog.ProjectRemoval;
import dev.slipway.target.Targets;
import dev.slipway.testing.Postgres;
import io.r2dbc.pool.ConnectionPool;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** Definitions and catalog on a real database, with everything of other modules in memory. */
final class DefinitionsFixture implements AutoCloseable {

    static final Actor DANA = new Actor(Actor.Kind.PERSON, "dana", "Dana");
    static final Actor LEE = new Actor(Actor.Kind.PERSON, "lee", "Lee");

    final MemorySection section = new MemorySection();
    final List<AuditEvent> audited = new ArrayList<>();
    final List<String> obstacles = new ArrayList<>();
    final Definitions definitions;
    final Catalog catalog;
    final CurrentDefinitions current;
    final List<String> heard = new java.util.concurrent.CopyOnWriteArrayList<>();

    private final ConnectionPool pool;

    DefinitionsFixture() {
        var database = Postgres.migrated();
        pool = database.pool(4);
        var json = JsonMapper.builder().build();
        var rows = new DefinitionRows(database.client(pool), json);
        var beans = new StaticListableBeanFactory();
        beans.addBean("section", section);
        beans.addBean("removal", new Removal());
        beans.addBean("listener", (dev.slipway.catalog.DefinitionListener)
                project -> Mono.fromRunnable(() -> heard.add(project)));
        var sections = new Sections(beans.getBeanProvider(dev.slipway.catalog.DefinitionSection.class));
        var check = new DefinitionCheck(
                new Targets(List.of(new FakeTarget())), List.of(new NamedStore("env")), List.of(section));
        var clock = Clock.fixed(Instant.parse("2026-11-21T10:00:00Z"), ZoneOffset.UTC);
        var deletion = new ProjectDeletion(
                rows,
                beans.getBeanProvider(ProjectRemoval.class),
                event -> Mono.fromRunnable(() -> audited.add(event)));
        definitions = new StoredDefinitions(
                rows,
                sections,
                new Drafts(check, sections, json),
                deletion,
                new StoredDefinitions.Record(
                        database.transactions(pool),
                        event -> Mono.fromRunnable(() -> audited.add(event)),
                        beans.getBeanProvider(dev.slipway.catalog.DefinitionListener.class),
                        clock));
        current = new CurrentDefinitions(rows);
        catalog = new StoredCatalog(current);
    }

    @Override
    public void close() {
        pool.dispose();
    }

    private final class Removal implements ProjectRemoval {

        @Override
        public Flux<String> obstacles(String project) {
            return Flux.fromIterable(obstacles);
        }

        @Override
        public Mono<Void> remove(String project) {
            return Mono.fromRunnable(() -> section.stored().remove(project));
        }
    }
}
