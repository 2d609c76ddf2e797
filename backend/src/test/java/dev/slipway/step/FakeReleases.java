package dev.slipway.step;

import dev.slipway.release.Release;
import dev.slipway.release.Releases;
import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The releases a test knows. */
record FakeReleases(List<Release> all) implements Releases {

    FakeReleases(Release... all) {
        this(List.of(all));
    }

    @Override
    public Mono<Release> find(String project, String service, String version) {
        return ofService(project, service)
                .filter(release -> release.version().equals(version))
                .next();
    }

    @Override
    public Flux<Release> ofService(String project, String service) {
        return Flux.fromIterable(all).filter(release -> release.service().equals(service));
    }
}
