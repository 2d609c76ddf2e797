package dev.slipway.identity.web;

import dev.slipway.audit.Actor;
import dev.slipway.identity.Access;
import dev.slipway.identity.Accounts;
import dev.slipway.identity.OwnAccount;
import dev.slipway.identity.OwnSecondFactor;
import dev.slipway.identity.Permission;
import dev.slipway.identity.Requires;
import dev.slipway.identity.SignIns;
import dev.slipway.identity.SignedInPlaces;
import dev.slipway.web.FieldProblem;
import dev.slipway.web.HtmxRequest;
import dev.slipway.web.InvalidInput;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.reactive.result.view.Rendering;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** The page on which people manage their own account. */
@Controller
@Requires(Permission.VIEW)
class AccountController {

    private final Accounts accounts;
    private final OwnAccount own;
    private final SignedInPlaces places;
    private final SignIns signIns;
    private final OwnSecondFactor second;

    AccountController(
            Accounts accounts, OwnAccount own, SignedInPlaces places, SignIns signIns, OwnSecondFactor second) {
        this.second = second;
        this.accounts = accounts;
        this.own = own;
        this.places = places;
        this.signIns = signIns;
    }

    /** What the form for another password sends. */
    record PasswordForm(
            @Nullable String present,
            @Nullable String password,
            @Nullable String again) {

        String chosen() {
            if (password == null || !password.equals(again)) {
                throw new InvalidInput(
                        "The two new passwords differ.",
                        new FieldProblem("again", "must be the same password", "Type it again."));
            }
            return password;
        }
    }

    @GetMapping("/account")
    Rendering show(Access access, ServerWebExchange exchange) {
        var owner = String.valueOf(access.owner());
        return Rendering.view("identity/account")
                .modelAttribute("account", accounts.find(owner))
                .modelAttribute("places", places.of(owner, exchange))
                .modelAttribute("local", accounts.hasPassword(owner))
                .modelAttribute("second", second.has(owner))
                .modelAttribute("recoveryCodes", second.recoveryCodesLeft(owner))
                .build();
    }

    @PostMapping("/account/password")
    Mono<ResponseEntity<Void>> changePassword(
            @ModelAttribute PasswordForm form, Access access, HtmxRequest htmx, ServerWebExchange exchange) {
        return Mono.defer(() -> own.changePassword(
                        access, form.present() == null ? "" : form.present(), form.chosen(), exchange))
                .thenReturn(Done.next("/account", htmx));
    }

    @PostMapping("/account/sign-out-others")
    Mono<ResponseEntity<Void>> signOutOthers(Access access, HtmxRequest htmx, ServerWebExchange exchange) {
        return signIns.endOthers(String.valueOf(access.owner()), exchange).thenReturn(Done.next("/account", htmx));
    }

    @PostMapping("/account/sessions/{id}/end")
    Mono<ResponseEntity<Void>> endOne(@PathVariable String id, Access access, Actor actor, HtmxRequest htmx) {
        return places.end(String.valueOf(access.owner()), id, actor).thenReturn(Done.next("/account", htmx));
    }
}
