package dev.slipway.identity.web;

import dev.slipway.audit.Actor;
import dev.slipway.identity.Accounts;
import dev.slipway.identity.GroupChanges;
import dev.slipway.identity.Groups;
import dev.slipway.identity.Permission;
import dev.slipway.identity.Requires;
import dev.slipway.web.HtmxRequest;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.reactive.result.view.Rendering;
import reactor.core.publisher.Mono;

/** The page on which administrators say who belongs to which group. */
@Controller
@Requires(Permission.ADMINISTER)
class GroupPages {

    private static final String PAGE = "/groups";

    private final Groups groups;
    private final GroupChanges changes;
    private final Accounts accounts;

    GroupPages(Groups groups, GroupChanges changes, Accounts accounts) {
        this.groups = groups;
        this.changes = changes;
        this.accounts = accounts;
    }

    /** What the forms for a new group and for a new member send. */
    record Form(
            @Nullable String key,
            @Nullable String title,
            @Nullable String userName) {}

    @GetMapping(PAGE)
    Rendering show() {
        return Rendering.view("identity/groups")
                .modelAttribute("groups", groups.all().collectList())
                .modelAttribute("accounts", accounts.all().collectList())
                .build();
    }

    @PostMapping(PAGE)
    Mono<ResponseEntity<Void>> add(@ModelAttribute Form form, Actor actor, HtmxRequest htmx) {
        return changes.add(text(form.key()), text(form.title()), actor).thenReturn(Done.next(PAGE, htmx));
    }

    @PostMapping(PAGE + "/{group}/members")
    Mono<ResponseEntity<Void>> join(
            @PathVariable String group, @ModelAttribute Form form, Actor actor, HtmxRequest htmx) {
        return changes.join(group, text(form.userName()), actor).thenReturn(Done.next(PAGE, htmx));
    }

    @PostMapping(PAGE + "/{group}/members/{userName}/remove")
    Mono<ResponseEntity<Void>> leave(
            @PathVariable String group, @PathVariable String userName, Actor actor, HtmxRequest htmx) {
        return changes.leave(group, userName, actor).thenReturn(Done.next(PAGE, htmx));
    }

    @PostMapping(PAGE + "/{group}/remove")
    Mono<ResponseEntity<Void>> remove(@PathVariable String group, Actor actor, HtmxRequest htmx) {
        return changes.remove(group, actor).thenReturn(Done.next(PAGE, htmx));
    }

    private static String text(@Nullable String value) {
        return Objects.requireNonNullElse(value, "");
    }
}
