package dev.slipway.dashboard.grid.web;

import dev.slipway.dashboard.grid.SavedView;
import dev.slipway.dashboard.grid.SavedViews;
import dev.slipway.identity.Access;
import dev.slipway.identity.Permission;
import dev.slipway.identity.Requires;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Views of the grid for programs: those of the person whose token or session it is. */
@RestController
@RequestMapping("/api/v1/grid/views")
@Tag(name = "Grid")
class SavedViewApi {

    private final SavedViews views;

    SavedViewApi(SavedViews views) {
        this.views = views;
    }

    /**
     * A view as it is kept.
     *
     * @param address of the page that shows it
     */
    record View(
            @Schema(example = "17") long id,

            @Schema(example = "Production, what needs a look")
            String name,

            @Schema(example = "environment=prod&state=trouble&group=team")
            String query,

            @Schema(example = "true") boolean first,
            @Schema(example = "1") int version,
            Instant savedAt,

            @Schema(example = "/grid?environment=prod&state=trouble&group=team")
            String address) {

        static View of(SavedView view) {
            return new View(
                    view.id(),
                    view.name(),
                    view.query(),
                    view.first(),
                    view.version(),
                    view.savedAt(),
                    "/grid?" + view.query());
        }
    }

    /**
     * A view as it is wanted.
     *
     * @param query of the grid's address; what the grid does not know is left out
     * @param first whether the grid begins with it; no other does then
     */
    record Wish(
            @Schema(example = "Production, what needs a look") @Nullable
            String name,

            @Schema(example = "environment=prod&state=trouble&group=team") @Nullable
            String query,

            @Schema(example = "true") @Nullable Boolean first) {

        String called() {
            return name == null ? "" : name;
        }

        boolean begins() {
            return Boolean.TRUE.equals(first);
        }
    }

    /** @param version that was read; it is refused (412) if somebody changed the view since */
    record Changed(
            @Schema(example = "Production by team") @Nullable
            String name,

            @Schema(example = "environment=prod&group=team") @Nullable
            String query,

            @Schema(example = "false") @Nullable Boolean first,
            @Schema(example = "1") @Nullable Integer version) {}

    @GetMapping
    @Requires(Permission.VIEW)
    @Operation(
            summary = "Your views of the grid",
            description = "By name. Views are each person's own; none is shared.")
    Flux<View> all(Access access) {
        return views.of(SavedViewPages.person(access)).map(View::of);
    }

    @PostMapping
    @Requires(Permission.VIEW)
    @Operation(
            summary = "Save a view of the grid",
            description = "Under a name you use already, it takes the other's place.")
    Mono<ResponseEntity<View>> save(@RequestBody Wish wish, Access access) {
        return views.save(
                        SavedViewPages.person(access), wish.called(), SavedViewPages.query(wish.query()), wish.begins())
                .map(saved ->
                        ResponseEntity.created(URI.create("/api/v1/grid/views")).body(View.of(saved)));
    }

    @PutMapping("/{view:\\d+}")
    @Requires(Permission.VIEW)
    @Operation(
            summary = "Change a view of the grid",
            description = "All of it; refused if it was changed since the version you name was read.")
    Mono<View> change(@PathVariable long view, @RequestBody Changed wish, Access access) {
        return views.change(
                        SavedViewPages.person(access),
                        view,
                        Objects.requireNonNullElse(wish.version(), 0),
                        Objects.requireNonNullElse(wish.name(), ""),
                        SavedViewPages.query(wish.query()),
                        Boolean.TRUE.equals(wish.first()))
                .map(View::of);
    }

    @DeleteMapping("/{view:\\d+}")
    @Requires(Permission.VIEW)
    @Operation(summary = "Remove a view of the grid", description = "One of yours.")
    Mono<ResponseEntity<Void>> remove(@PathVariable long view, Access access) {
        return views.remove(SavedViewPages.person(access), view)
                .thenReturn(ResponseEntity.noContent().build());
    }
}
