package dev.slipway.identity.web;

import dev.slipway.audit.Actor;
import dev.slipway.identity.Accounts;
import dev.slipway.identity.Invitations;
import dev.slipway.identity.OwnSecondFactor;
import dev.slipway.identity.People;
import dev.slipway.identity.Permission;
import dev.slipway.identity.PublicAddress;
import dev.slipway.identity.Requires;
import dev.slipway.identity.Role;
import dev.slipway.identity.SecondFactorRules;
import dev.slipway.web.FieldProblem;
import dev.slipway.web.HtmxRequest;
import dev.slipway.web.InvalidInput;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.reactive.result.view.Rendering;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** The page on which administrators manage accounts. */
@Controller
@Requires(Permission.ADMINISTER)
class PeopleController {

    private final Accounts accounts;
    private final People people;
    private final Invitations invitations;
    private final PublicAddress address;
    private final Factors factors;

    /** What the page shows of second factors. */
    @Component
    record Factors(OwnSecondFactor own, SecondFactorRules rules) {}

    PeopleController(
            Accounts accounts, People people, Invitations invitations, PublicAddress address, Factors factors) {
        this.factors = factors;
        this.accounts = accounts;
        this.people = people;
        this.invitations = invitations;
        this.address = address;
    }

    /** What the form for a new person sends, and that for another role. */
    record Form(
            @Nullable String userName,
            @Nullable String name,
            @Nullable Role role) {

        Role chosenRole() {
            if (role == null) {
                throw new InvalidInput(
                        "A role is missing.",
                        new FieldProblem("role", "must be viewer, approver, operator or administrator", "Choose one."));
            }
            return role;
        }
    }

    @GetMapping("/people")
    Rendering show() {
        return Rendering.view("identity/people")
                .modelAttribute("accounts", accounts.all().collectList())
                .modelAttribute("roles", Role.values())
                .modelAttribute("factors", factors.own().owners())
                .modelAttribute("rule", factors.rules().current())
                .modelAttribute(
                        "permissions",
                        Arrays.stream(Permission.values())
                                .filter(permission -> permission != Permission.VIEW)
                                .toList())
                .build();
    }

    @PostMapping("/people")
    Mono<Rendering> add(@ModelAttribute Form form, Actor actor, HtmxRequest htmx, ServerWebExchange exchange) {
        var userName = form.userName() == null ? "" : form.userName();
        var name = form.name() == null ? "" : form.name();
        return Mono.defer(() -> people.add(userName, name, form.chosenRole(), actor))
                .flatMap(account -> link(account.userName(), actor, htmx, exchange));
    }

    @PostMapping("/people/{userName}/link")
    Mono<Rendering> link(@PathVariable String userName, Actor actor, HtmxRequest htmx, ServerWebExchange exchange) {
        return invitations
                .issue(userName, actor)
                .map(path -> Rendering.view(htmx.choose("identity/link :: made", "identity/link"))
                        .modelAttribute("userName", userName)
                        .modelAttribute("link", address.link(path, exchange))
                        .build());
    }

    @PostMapping("/people/{userName}/role")
    Mono<ResponseEntity<Void>> changeRole(
            @PathVariable String userName, @ModelAttribute Form form, Actor actor, HtmxRequest htmx) {
        return Mono.defer(() -> people.changeRole(userName, form.chosenRole(), actor))
                .thenReturn(Done.next("/people", htmx));
    }

    @PostMapping("/people/{userName}/disable")
    Mono<ResponseEntity<Void>> disable(@PathVariable String userName, Actor actor, HtmxRequest htmx) {
        return people.disable(userName, actor).thenReturn(Done.next("/people", htmx));
    }

    @PostMapping("/people/{userName}/enable")
    Mono<ResponseEntity<Void>> enable(@PathVariable String userName, Actor actor, HtmxRequest htmx) {
        return people.enable(userName, actor).thenReturn(Done.next("/people", htmx));
    }
}
