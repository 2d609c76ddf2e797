package dev.slipway.check;

import dev.slipway.audit.Actor;
import dev.slipway.catalog.Catalog;
import dev.slipway.identity.Place;
import dev.slipway.job.Job;
import dev.slipway.job.JobControl;
import dev.slipway.job.JobRequest;
import dev.slipway.job.JobRequest.ServiceVersion;
import dev.slipway.job.OnFailure;
import dev.slipway.job.VerifiedRevisions;
import dev.slipway.release.ReleaseFilter;
import dev.slipway.release.ReleaseSearch;
import dev.slipway.target.PlacementKey;
import dev.slipway.web.FieldProblem;
import dev.slipway.web.InvalidInput;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Starts pre-checks alone. A service is checked with what was last proven there, else with its newest release. */
@Component
public class Checking {

    /** The built-in pipeline that only checks. */
    public static final String PIPELINE = "checklist";

    private final Catalog catalog;
    private final VerifiedRevisions verified;
    private final ReleaseSearch releases;
    private final JobControl control;

    Checking(Catalog catalog, VerifiedRevisions verified, ReleaseSearch releases, JobControl control) {
        this.catalog = catalog;
        this.verified = verified;
        this.releases = releases;
        this.control = control;
    }

    /**
     * What to check.
     *
     * @param services by key; empty for all that are placed in the environment
     * @param idempotencyKey two equal requests with the same key make one job
     */
    public record Request(
            String project,
            String environment,
            List<ServiceVersion> services,
            @Nullable String idempotencyKey,
            String note) {

        /** All that is checked: places of its services, or the whole environment if it names none. */
        public List<Place> places() {
            return services.isEmpty()
                    ? List.of(Place.of(project, environment))
                    : services.stream()
                            .map(one -> new Place(project, environment, one.service()))
                            .toList();
        }
    }

    /** The job that checks. Fails with {@link InvalidInput} if there is nothing to check. */
    public Mono<Job> start(Request request, Actor actor) {
        return chosen(request)
                .flatMap(services -> services.isEmpty()
                        ? Mono.error(nothing(request))
                        : control.start(new JobRequest(
                                request.project(),
                                PIPELINE,
                                request.environment(),
                                services,
                                false,
                                OnFailure.FAIL,
                                request.idempotencyKey(),
                                request.note(),
                                actor)));
    }

    private Mono<List<ServiceVersion>> chosen(Request request) {
        if (!request.services().isEmpty()) {
            return Flux.fromIterable(request.services())
                    .concatMap(asked -> asked.version() != null
                            ? Mono.just(asked)
                            : versioned(key(request, asked.service())).defaultIfEmpty(asked))
                    .collectList();
        }
        return catalog.placements(request.project())
                .filter(placement -> placement.key().environment().equals(request.environment()))
                .concatMap(placement -> versioned(placement.key()))
                .collectList();
    }

    private static PlacementKey key(Request request, String service) {
        return new PlacementKey(request.project(), request.environment(), service);
    }

    private Mono<ServiceVersion> versioned(PlacementKey key) {
        var newest = new ReleaseFilter(key.project(), key.service(), null, false, null, 1);
        return verified.of(key)
                .map(revision -> revision.revision().version())
                .switchIfEmpty(Mono.defer(() -> releases.page(newest)
                        .flatMap(page -> Mono.justOrEmpty(
                                page.releases().stream().findFirst().map(release -> release.version())))))
                .map(version -> new ServiceVersion(key.service(), version));
    }

    private static InvalidInput nothing(Request request) {
        return new InvalidInput(
                "There is nothing to check in " + request.environment(),
                new FieldProblem(
                        "services",
                        "must have a release to check",
                        "Register a release of a service that is placed in " + request.environment() + "."));
    }
}
