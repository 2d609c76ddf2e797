package dev.slipway.job;

import dev.slipway.artifact.ArtifactReference;
import dev.slipway.artifact.Digest;
import dev.slipway.catalog.Catalog;
import dev.slipway.catalog.Environment;
import dev.slipway.catalog.Placement;
import dev.slipway.catalog.Project;
import dev.slipway.catalog.Service;
import dev.slipway.pipeline.Pipeline;
import dev.slipway.pipeline.Pipelines;
import dev.slipway.pipeline.StepDefinition;
import dev.slipway.release.Release;
import dev.slipway.release.Releases;
import dev.slipway.target.PlacementKey;
import dev.slipway.target.TargetSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** A project for tests: dev queues, prod refuses; services web and worker; every version but 6.6.6 is a good release. */
class Shop implements Catalog, Pipelines, Releases {

    static final String KEY = "shop";
    static final Project PROJECT = new Project(
            KEY,
            "Shop",
            1,
            List.of(
                    new Environment("dev", "Dev", List.of(), Environment.WhenLocked.QUEUE),
                    new Environment("prod", "Prod", List.of("dev"), Environment.WhenLocked.REFUSE)),
            List.of(service("web"), service("worker")));

    private final Map<String, Pipeline> pipelines = new ConcurrentHashMap<>();

    private static Service service(String key) {
        return new Service(key, key, Service.Type.WEB, null, null);
    }

    void pipeline(String key, StepDefinition... steps) {
        pipelines.put(key, new Pipeline(key, key, 1, false, List.of(steps)));
    }

    static StepDefinition step(String name, String kind) {
        return new StepDefinition(
                name,
                name,
                kind,
                JsonMapper.shared().createObjectNode(),
                List.of(),
                StepDefinition.When.SUCCESS,
                null,
                StepDefinition.Retry.NONE,
                false,
                1);
    }

    static StepDefinition perService(String name, String kind, int parallel) {
        var step = step(name, kind);
        return new StepDefinition(
                name, name, kind, step.settings(), List.of(), step.when(), null, step.retry(), true, parallel);
    }

    static StepDefinition with(
            StepDefinition step, StepDefinition.When when, @Nullable Duration timeout, StepDefinition.Retry retry) {
        return new StepDefinition(
                step.name(),
                step.title(),
                step.kind(),
                step.settings(),
                step.needs(),
                when,
                timeout,
                retry,
                step.perService(),
                step.parallel());
    }

    @Override
    public Flux<Project> projects() {
        return Flux.just(PROJECT);
    }

    @Override
    public Mono<Project> project(String key) {
        return key.equals(KEY) ? Mono.just(PROJECT) : Mono.empty();
    }

    @Override
    public Mono<Placement> placement(PlacementKey key) {
        var service = PROJECT.service(key.service());
        var environment = PROJECT.environment(key.environment());
        return service.isEmpty() || environment.isEmpty()
                ? Mono.empty()
                : Mono.just(new Placement(
                        key,
                        FakeTarget.KIND,
                        new TargetSettings(JsonMapper.shared().createObjectNode()),
                        Map.of(),
                        environment.get(),
                        service.get()));
    }

    @Override
    public Flux<Placement> placements(String project) {
        return Flux.empty();
    }

    @Override
    public Mono<Pipeline> find(String project, String key) {
        return Mono.justOrEmpty(pipelines.get(key));
    }

    @Override
    public Flux<Pipeline> all(String project) {
        return Flux.fromIterable(pipelines.values());
    }

    @Override
    public Mono<Release> find(String project, String service, String version) {
        var artifact =
                new ArtifactReference("app", ArtifactReference.Kind.FILE, "/tmp/app", Digest.of(version.getBytes()));
        return Mono.just(new Release(
                project,
                service,
                version,
                List.of(artifact),
                null,
                null,
                Map.of(),
                null,
                Instant.EPOCH,
                "ada",
                version.equals("6.6.6") ? "It loses orders" : null));
    }

    @Override
    public Flux<Release> ofService(String project, String service) {
        return Flux.empty();
    }
}
