package dev.slipway.freeze.web;

import dev.slipway.audit.Actor;
import dev.slipway.catalog.Catalog;
import dev.slipway.catalog.Project;
import dev.slipway.freeze.Freezes;
import dev.slipway.freeze.Locks;
import dev.slipway.freeze.Times;
import dev.slipway.identity.Access;
import dev.slipway.identity.Permission;
import dev.slipway.identity.Requires;
import dev.slipway.web.HtmxRequest;
import dev.slipway.web.InvalidInput;
import dev.slipway.web.NotFound;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.reactive.result.view.Rendering;
import reactor.core.publisher.Mono;

/** Freezes and locks of a project: what holds now and next, and the form for another freeze with its preview. */
@Controller
@RequestMapping("/projects/{project}/freezes")
class FreezePages {

    private static final int PREVIEWED = 6;

    private final Catalog catalog;
    private final Freezes freezes;
    private final Locks locks;
    private final Clock clock;

    FreezePages(Catalog catalog, Freezes freezes, Locks locks, Clock clock) {
        this.catalog = catalog;
        this.freezes = freezes;
        this.locks = locks;
        this.clock = clock;
    }

    @GetMapping
    @Requires(Permission.VIEW)
    Mono<Rendering> list(@PathVariable String project) {
        return Mono.zip(
                        owner(project),
                        freezes.of(project).collectList(),
                        locks.of(project).collectList())
                .map(all -> Rendering.view("freeze/page")
                        .modelAttribute("owner", all.getT1())
                        .modelAttribute(
                                "freezes",
                                all.getT2().stream()
                                        .map(freeze -> FreezeRow.of(freeze, clock.instant()))
                                        .toList())
                        .modelAttribute("locks", all.getT3())
                        .build());
    }

    @GetMapping("/new")
    @Requires(value = Permission.FREEZE, within = true)
    Mono<Rendering> form(@PathVariable String project) {
        return owner(project)
                .map(owner -> Rendering.view("freeze/new")
                        .modelAttribute("owner", owner)
                        .build());
    }

    @PostMapping("/new")
    @Requires(value = Permission.FREEZE, within = true)
    Mono<ResponseEntity<Void>> make(
            @PathVariable String project,
            @ModelAttribute FreezeForm form,
            Access access,
            Actor actor,
            HtmxRequest htmx) {
        var wish = form.request(project);
        access.require(Permission.FREEZE, wish.place());
        return freezes.make(wish, actor).map(_ -> Back.to(project, htmx));
    }

    /** Answers while somebody types, so that what is wrong is said as a hint and not as a failure. */
    @PostMapping("/preview")
    @Requires(Permission.VIEW)
    Mono<Rendering> preview(@PathVariable String project, @ModelAttribute FreezeForm form) {
        var request = form.unnamed(project);
        return freezes.preview(request, PREVIEWED)
                .map(spans -> {
                    var zone = ZoneId.of(
                            form.zone() == null || form.zone().isBlank()
                                    ? "UTC"
                                    : form.zone().strip());
                    return spans.stream()
                            .map(span -> new FreezeRow.When(
                                    Times.told(span.from(), zone),
                                    Times.told(span.until(), zone),
                                    !span.from().isAfter(clock.instant())))
                            .toList();
                })
                .map(next -> preview(next, next.isEmpty() ? "It is over already, or never comes." : ""))
                .onErrorResume(InvalidInput.class, e -> {
                    var problem = e.problems().getFirst();
                    return Mono.just(preview(
                            List.of(),
                            problem.field() + " " + problem.rule()
                                    + (problem.rule().endsWith(".") ? " " : ". ") + problem.remedy()));
                });
    }

    private static Rendering preview(List<FreezeRow.When> next, String hint) {
        return Rendering.view("freeze/preview :: preview")
                .modelAttribute("next", next)
                .modelAttribute("hint", hint)
                .build();
    }

    @PostMapping("/{id}/remove")
    @Requires(Permission.FREEZE)
    Mono<ResponseEntity<Void>> remove(
            @PathVariable String project, @PathVariable long id, Actor actor, HtmxRequest htmx) {
        return freezes.remove(id, null, actor).map(_ -> Back.to(project, htmx));
    }

    private Mono<Project> owner(String project) {
        return catalog.project(project).switchIfEmpty(Mono.error(() -> new NotFound("There is no project " + project)));
    }
}
