package dev.slipway.dashboard.grid.web;

import dev.slipway.dashboard.grid.Favourites;
import dev.slipway.dashboard.grid.SavedViews;
import dev.slipway.identity.Access;
import dev.slipway.identity.Permission;
import dev.slipway.identity.Requires;
import dev.slipway.web.Forbidden;
import dev.slipway.web.HtmxRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.util.UriComponentsBuilder;
import org.springframework.web.util.UriUtils;
import reactor.core.publisher.Mono;

/** What people keep of the grid: views with a name, and services with a star. */
@Controller
class SavedViewPages {

    private final SavedViews views;
    private final Favourites favourites;

    SavedViewPages(SavedViews views, Favourites favourites) {
        this.views = views;
        this.favourites = favourites;
    }

    @PostMapping("/grid/views")
    @Requires(Permission.VIEW)
    Mono<ResponseEntity<Void>> save(@ModelAttribute SaveForm form, Access access, HtmxRequest htmx) {
        var query = query(form.address());
        return views.save(person(access), form.name() == null ? "" : form.name(), query, form.first() != null)
                .map(view -> to("/grid?" + view.query(), htmx));
    }

    @PostMapping("/grid/views/{view:\\d+}/first")
    @Requires(Permission.VIEW)
    Mono<ResponseEntity<Void>> first(
            @PathVariable long view, @ModelAttribute FirstForm form, Access access, HtmxRequest htmx) {
        return views.beginWith(person(access), view, form.first() != null, form.version())
                .map(saved -> to("/grid?" + saved.query(), htmx));
    }

    @PostMapping("/grid/views/{view:\\d+}/remove")
    @Requires(Permission.VIEW)
    Mono<ResponseEntity<Void>> remove(@PathVariable long view, Access access, HtmxRequest htmx) {
        return views.remove(person(access), view).then(Mono.fromCallable(() -> to("/grid?group=project", htmx)));
    }

    @PostMapping("/grid/favourites")
    @Requires(Permission.VIEW)
    Mono<ResponseEntity<Void>> favourites(@ModelAttribute StarForm form, Access access, HtmxRequest htmx) {
        return favourites
                .choose(person(access), given(form.listed()), Set.copyOf(given(form.service())))
                .then(Mono.fromCallable(() -> to("/grid?" + query(form.address()), htmx)));
    }

    /**
     * A view as the page sends it.
     *
     * @param address query of the page that was looked at
     * @param first there if the grid is to begin with it
     */
    record SaveForm(
            @Nullable String name,
            @Nullable String address,
            @Nullable String first) {}

    record FirstForm(@Nullable String first, int version) {}

    /**
     * Which of the services are favourites, each as {@code project/service}.
     *
     * @param listed that could be chosen
     * @param service that were chosen
     */
    record StarForm(
            @Nullable List<String> listed,
            @Nullable List<String> service,
            @Nullable String address) {}

    private static List<String> given(@Nullable List<String> values) {
        return values == null ? List.of() : values;
    }

    /** Only what is a view of the grid, and in the order all of them have. */
    static String query(@Nullable String address) {
        var values = UriComponentsBuilder.newInstance()
                .query(address == null ? "" : address)
                .build()
                .getQueryParams();
        var query = new GridQuery(
                decoded(values.getFirst("project")),
                decoded(values.getFirst("team")),
                decoded(values.getFirst("environment")),
                decoded(values.getFirst("state")),
                decoded(values.getFirst("group")),
                decoded(values.getFirst("mode")),
                decoded(values.getFirst("starred")),
                decoded(values.getFirst("q")));
        return query.isPlain() ? query.by(GridQuery.Group.PROJECT).text() : query.text();
    }

    private static @Nullable String decoded(@Nullable String text) {
        return text == null ? null : UriUtils.decode(text, StandardCharsets.UTF_8);
    }

    static String person(Access access) {
        if (access.owner() == null) {
            throw new Forbidden("Views and favourites belong to people; this is a program without an owner.");
        }
        return access.owner();
    }

    private static ResponseEntity<Void> to(String path, HtmxRequest htmx) {
        return htmx.asked()
                ? ResponseEntity.noContent().header("HX-Redirect", path).build()
                : ResponseEntity.status(HttpStatus.SEE_OTHER)
                        .location(URI.create(path))
                        .build();
    }
}
