package dev.slipway.freeze.web;

import dev.slipway.audit.Actor;
import dev.slipway.freeze.FreezeOverrides;
import dev.slipway.freeze.Locks;
import dev.slipway.freeze.StopSwitch;
import dev.slipway.identity.Access;
import dev.slipway.identity.Permission;
import dev.slipway.identity.Place;
import dev.slipway.identity.Requires;
import dev.slipway.target.DurationText;
import dev.slipway.web.FieldProblem;
import dev.slipway.web.HtmxRequest;
import dev.slipway.web.InvalidInput;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import reactor.core.publisher.Mono;

/** What people do on pages to hold jobs and to let them go: stop everything, lock a place, override a freeze. */
@Controller
class HoldPages {

    private final StopSwitch stopSwitch;
    private final Locks locks;
    private final FreezeOverrides overrides;

    HoldPages(StopSwitch stopSwitch, Locks locks, FreezeOverrides overrides) {
        this.stopSwitch = stopSwitch;
        this.locks = locks;
        this.overrides = overrides;
    }

    @PostMapping("/projects/{project}/freezes/stop")
    @Requires(value = Permission.FREEZE, within = true)
    Mono<ResponseEntity<Void>> stop(
            @PathVariable String project, @ModelAttribute StopForm form, Access access, Actor actor, HtmxRequest htmx) {
        access.require(Permission.FREEZE, Place.EVERYWHERE);
        return stopSwitch.stop(form.pauses() != null, form.reason(), actor).map(_ -> Back.to(project, htmx));
    }

    @PostMapping("/projects/{project}/freezes/resume")
    @Requires(value = Permission.FREEZE, within = true)
    Mono<ResponseEntity<Void>> resume(@PathVariable String project, Access access, Actor actor, HtmxRequest htmx) {
        access.require(Permission.FREEZE, Place.EVERYWHERE);
        return stopSwitch.resume(actor).thenReturn(Back.to(project, htmx));
    }

    @PostMapping("/projects/{project}/locks")
    @Requires(value = Permission.DEPLOY, within = true)
    Mono<ResponseEntity<Void>> lock(
            @PathVariable String project, @ModelAttribute LockForm form, Access access, Actor actor, HtmxRequest htmx) {
        var wish = form.request(project);
        access.require(Permission.DEPLOY, wish.place());
        return locks.lock(wish, actor).map(_ -> Back.to(project, htmx));
    }

    @PostMapping("/projects/{project}/locks/{id}/open")
    @Requires(Permission.DEPLOY)
    Mono<ResponseEntity<Void>> open(
            @PathVariable String project, @PathVariable long id, Actor actor, HtmxRequest htmx) {
        return locks.open(project, id, actor).thenReturn(Back.to(project, htmx));
    }

    @PostMapping("/projects/{project}/jobs/{number:\\d+}/override-freeze")
    @Requires(Permission.OVERRIDE)
    Mono<ResponseEntity<Void>> override(
            @PathVariable String project,
            @PathVariable long number,
            @ModelAttribute ReasonForm form,
            Actor actor,
            HtmxRequest htmx) {
        return overrides
                .override(project, number, form.reason(), actor)
                .thenReturn(Back.path("/projects/" + project + "/jobs/" + number, htmx));
    }

    /** @param pauses there if running jobs are to be held too */
    record StopForm(@Nullable String reason, @Nullable String pauses) {}

    record ReasonForm(@Nullable String reason) {}

    /** @param lasts such as {@code 4h}; empty for a lock that stays */
    record LockForm(
            @Nullable String environment,
            @Nullable String service,
            @Nullable String lasts,
            @Nullable String reason) {

        Locks.Request request(String project) {
            return new Locks.Request(project, environment, service, reason, duration(lasts));
        }
    }

    static @Nullable Duration duration(@Nullable String lasts) {
        return lasts == null || lasts.isBlank()
                ? null
                : DurationText.parse(lasts)
                        .orElseThrow(() -> new InvalidInput(
                                "The lock cannot be taken",
                                new FieldProblem(
                                        "lasts", "must be a duration, such as 4h", "Write a number and its unit.")));
    }
}
