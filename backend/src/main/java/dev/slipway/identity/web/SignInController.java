package dev.slipway.identity.web;

import dev.slipway.identity.Access;
import dev.slipway.identity.Continuation;
import dev.slipway.identity.Open;
import dev.slipway.identity.SignIns;
import dev.slipway.identity.SignIns.Outcome;
import dev.slipway.identity.provider.LogoutAddress;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.reactive.result.view.Rendering;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** The sign-in page. */
@Controller
@Open("people come here to sign in")
class SignInController {

    private final SignIns signIns;
    private final LogoutAddress logout;
    private final SignInPage page;

    SignInController(SignIns signIns, LogoutAddress logout, SignInPage page) {
        this.signIns = signIns;
        this.logout = logout;
        this.page = page;
    }

    /** What the form sends. */
    record Form(
            @Nullable String userName,
            @Nullable String password,
            @Nullable String to) {

        String name() {
            return userName == null ? "" : userName;
        }
    }

    @GetMapping("/sign-in")
    Rendering show(@RequestParam(name = "continue", required = false) @Nullable String to, Access access) {
        var next = Continuation.of(to);
        return access.signedIn()
                ? redirect(next.path())
                : page.of(next, "", null, HttpStatus.OK).build();
    }

    @PostMapping("/sign-in")
    Mono<Rendering> signIn(@ModelAttribute Form form, ServerWebExchange exchange) {
        var next = Continuation.of(form.to());
        return signIns.withPassword(form.name(), form.password() == null ? "" : form.password(), exchange)
                .map(outcome -> switch (outcome) {
                    case Outcome.Welcome _ -> redirect(next.path());
                    case Outcome.CodeNeeded _ -> redirect(SecondFactorController.page(next));
                    case Outcome.Wrong _ ->
                        page.of(
                                        next,
                                        form.name(),
                                        "User name and password do not belong together, or the account is disabled.",
                                        HttpStatus.UNPROCESSABLE_CONTENT)
                                .build();
                    case Outcome.TryAgainAt(var time) -> page.wait(next, form.name(), time);
                });
    }

    /** A page that leads on to the provider: browsers let a form lead to this portal only. */
    @PostMapping("/sign-out")
    Mono<Rendering> signOut(ServerWebExchange exchange) {
        return logout.of(exchange)
                .map(at -> Rendering.view("identity/signed-out")
                        .modelAttribute("provider", at.title())
                        .modelAttribute("address", at.address().toString())
                        .header("Refresh", "0; url=" + at.address())
                        .build())
                .defaultIfEmpty(redirect("/sign-in"))
                .delayUntil(_ -> signIns.end(exchange));
    }

    static Rendering redirect(String path) {
        return Rendering.redirectTo(path)
                .status(HttpStatus.SEE_OTHER)
                .contextRelative(false)
                .build();
    }
}
