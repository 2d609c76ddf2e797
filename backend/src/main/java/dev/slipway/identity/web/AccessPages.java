package dev.slipway.identity.web;

import dev.slipway.audit.Actor;
import dev.slipway.identity.Access;
import dev.slipway.identity.Accounts;
import dev.slipway.identity.GrantChanges;
import dev.slipway.identity.Grants;
import dev.slipway.identity.Groups;
import dev.slipway.identity.Permission;
import dev.slipway.identity.Requires;
import dev.slipway.identity.RoleChanges;
import dev.slipway.identity.Roles;
import dev.slipway.web.FieldProblem;
import dev.slipway.web.HtmxRequest;
import dev.slipway.web.InvalidInput;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.reactive.result.view.Rendering;
import reactor.core.publisher.Mono;

/** The page of roles, and of who has which of them where. */
@Controller
class AccessPages {

    private static final String PAGE = "/access";

    private final Shown shown;
    private final GrantChanges changes;
    private final RoleChanges roleChanges;

    /** What the page shows. */
    @Component
    record Shown(Grants grants, Roles roles, Accounts accounts, Groups groups) {}

    AccessPages(Shown shown, GrantChanges changes, RoleChanges roleChanges) {
        this.shown = shown;
        this.changes = changes;
        this.roleChanges = roleChanges;
    }

    /** What the form for a grant sends. @param to {@code person:ada} or {@code group:backend} */
    record GrantForm(
            @Nullable String to,
            @Nullable String role,
            @Nullable String project,
            @Nullable String environment,
            @Nullable String service) {

        GrantChanges.Wish wish() {
            var subject = Objects.requireNonNullElse(to, "").split(":", 2);
            if (subject.length < 2) {
                throw new InvalidInput(
                        "The role cannot be granted.",
                        new FieldProblem("to", "must be a person or a group", "Choose who gets the role."));
            }
            return new GrantChanges.Wish(
                    subject[0].equals("person") ? subject[1] : null,
                    subject[0].equals("group") ? subject[1] : null,
                    Objects.requireNonNullElse(role, ""),
                    PlaceForm.place(project, environment, service));
        }
    }

    /** What the form for a role sends. */
    record RoleForm(
            @Nullable String key,
            @Nullable String title,
            @Nullable List<Permission> permissions) {}

    @GetMapping(PAGE)
    @Requires(value = Permission.ADMINISTER, within = true)
    Rendering show(Access access) {
        return Rendering.view("identity/access")
                .modelAttribute(
                        "grants",
                        shown.grants()
                                .all()
                                .filter(grant -> access.may(Permission.ADMINISTER, grant.place()))
                                .collectList())
                .modelAttribute("roles", shown.roles().all().collectList())
                .modelAttribute("accounts", shown.accounts().all().collectList())
                .modelAttribute("groups", shown.groups().all().collectList())
                .modelAttribute("permissions", Permission.values())
                .build();
    }

    @PostMapping(PAGE)
    @Requires(value = Permission.ADMINISTER, within = true)
    Mono<ResponseEntity<Void>> give(@ModelAttribute GrantForm form, Access access, HtmxRequest htmx) {
        return changes.give(form.wish(), access).thenReturn(Done.next(PAGE, htmx));
    }

    @PostMapping(PAGE + "/{id:\\d+}/take")
    @Requires(value = Permission.ADMINISTER, within = true)
    Mono<ResponseEntity<Void>> take(@PathVariable long id, Access access, HtmxRequest htmx) {
        return changes.take(id, access).thenReturn(Done.next(PAGE, htmx));
    }

    @PostMapping(PAGE + "/roles")
    @Requires(Permission.ADMINISTER)
    Mono<ResponseEntity<Void>> put(@ModelAttribute RoleForm form, Actor actor, HtmxRequest htmx) {
        return roleChanges
                .put(
                        Objects.requireNonNullElse(form.key(), ""),
                        Objects.requireNonNullElse(form.title(), ""),
                        form.permissions() == null ? Set.of() : Set.copyOf(form.permissions()),
                        actor)
                .thenReturn(Done.next(PAGE, htmx));
    }

    @PostMapping(PAGE + "/roles/{role}/remove")
    @Requires(Permission.ADMINISTER)
    Mono<ResponseEntity<Void>> remove(@PathVariable String role, Actor actor, HtmxRequest htmx) {
        return roleChanges.remove(role, actor).thenReturn(Done.next(PAGE, htmx));
    }
}
