package dev.slipway.release.web;

import dev.slipway.audit.Actor;
import dev.slipway.catalog.Catalog;
import dev.slipway.catalog.PlacementStates;
import dev.slipway.identity.Permission;
import dev.slipway.identity.Requires;
import dev.slipway.release.Release;
import dev.slipway.release.ReleaseFilter;
import dev.slipway.release.ReleaseRegister;
import dev.slipway.release.ReleaseSearch;
import dev.slipway.release.Releases;
import dev.slipway.web.FieldProblem;
import dev.slipway.web.InvalidInput;
import dev.slipway.web.NotFound;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.reactive.result.view.Rendering;
import org.springframework.web.util.UriComponentsBuilder;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Lists releases and shows one, with what it is made of and where it runs. */
@Controller
class ReleasePages {

    private static final int PAGE = 30;
    private static final String ONE = "/projects/{project}/services/{service}/releases/{version}";

    private final Catalog catalog;
    private final Releases releases;
    private final ReleaseSearch search;
    private final ReleaseRegister register;
    private final ObjectProvider<PlacementStates> states;

    ReleasePages(
            Catalog catalog,
            Releases releases,
            ReleaseSearch search,
            ReleaseRegister register,
            ObjectProvider<PlacementStates> states) {
        this.catalog = catalog;
        this.releases = releases;
        this.search = search;
        this.register = register;
        this.states = states;
    }

    @GetMapping("/projects/{project}/releases")
    @Requires(Permission.VIEW)
    Mono<Rendering> list(@PathVariable String project, @ModelAttribute Filter filter) {
        return catalog.project(project)
                .switchIfEmpty(Mono.error(() -> new NotFound("There is no project " + project)))
                .flatMap(found -> search.page(filter.of(project))
                        .map(page -> Rendering.view("release/list")
                                .modelAttribute("owner", found)
                                .modelAttribute("filter", filter)
                                .modelAttribute("page", page)
                                .modelAttribute("older", page.next() == null ? "" : filter.link(project, page.next()))
                                .modelAttribute("newest", filter.before() == null ? "" : filter.link(project, null))
                                .build()));
    }

    @GetMapping(ONE)
    @Requires(Permission.VIEW)
    Mono<Rendering> show(@PathVariable String project, @PathVariable String service, @PathVariable String version) {
        return page(project, service, version, List.of(), "", HttpStatus.OK);
    }

    @PostMapping(ONE + "/block")
    @Requires(Permission.RELEASE)
    Mono<Rendering> block(
            @PathVariable String project,
            @PathVariable String service,
            @PathVariable String version,
            @ModelAttribute Reason reason,
            Actor actor) {
        var why = reason.reason() == null ? "" : reason.reason();
        return register.block(project, service, version, why, actor)
                .map(ReleasePages::back)
                .onErrorResume(
                        InvalidInput.class,
                        e -> page(project, service, version, e.problems(), why, HttpStatus.UNPROCESSABLE_CONTENT));
    }

    @PostMapping(ONE + "/unblock")
    @Requires(Permission.RELEASE)
    Mono<Rendering> unblock(
            @PathVariable String project, @PathVariable String service, @PathVariable String version, Actor actor) {
        return register.unblock(project, service, version, actor).map(ReleasePages::back);
    }

    private static Rendering back(Release release) {
        return Rendering.redirectTo(link(release)).build();
    }

    static String link(Release release) {
        return "/projects/%s/services/%s/releases/%s"
                .formatted(release.project(), release.service(), release.version());
    }

    private Mono<Rendering> page(
            String project,
            String service,
            String version,
            List<FieldProblem> problems,
            String reason,
            HttpStatus status) {
        return releases.find(project, service, version)
                .switchIfEmpty(Mono.error(() -> ReleaseApi.missing(project, service, version)))
                .flatMap(release -> places(release)
                        .collectList()
                        .map(places -> Rendering.view("release/release")
                                .modelAttribute("release", release)
                                .modelAttribute("places", places)
                                .modelAttribute("problems", problems)
                                .modelAttribute("reason", reason)
                                .status(status)
                                .build()));
    }

    /** The environments in which this version was last seen. */
    private Flux<Place> places(Release release) {
        return catalog.placements(release.project())
                .filter(placement -> placement.service().key().equals(release.service()))
                .concatMap(placement -> Flux.fromStream(states.orderedStream())
                        .concatMap(known -> known.of(placement))
                        .next()
                        .filter(state -> release.version().equals(state.version()))
                        .map(state -> new Place(
                                placement.environment().key(),
                                placement.environment().title(),
                                state)));
    }

    /** Why a release must not be deployed. */
    record Reason(@Nullable String reason) {}

    /** Where a release runs. */
    record Place(String key, String title, PlacementStates.State state) {}

    /** What the list is asked for. */
    record Filter(
            @Nullable String service,
            @Nullable String q,
            @Nullable String state,
            @Nullable Long before) {

        ReleaseFilter of(String project) {
            Boolean blocked = "blocked".equals(state) ? Boolean.TRUE : "open".equals(state) ? Boolean.FALSE : null;
            return new ReleaseFilter(project, given(service), given(q), blocked, before, PAGE);
        }

        public boolean isSet() {
            return given(service) != null || given(q) != null || given(state) != null;
        }

        String link(String project, @Nullable Long before) {
            var uri = UriComponentsBuilder.fromPath("/projects/{project}/releases");
            add(uri, "service", service);
            add(uri, "q", q);
            add(uri, "state", state);
            if (before != null) {
                uri.queryParam("before", before);
            }
            return uri.encode().buildAndExpand(project).toUriString();
        }

        private static void add(UriComponentsBuilder uri, String name, @Nullable String value) {
            var given = given(value);
            if (given != null) {
                uri.queryParam(name, given);
            }
        }

        private static @Nullable String given(@Nullable String text) {
            return text == null || text.isBlank() ? null : text.strip();
        }
    }
}
