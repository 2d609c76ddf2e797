package dev.slipway.identity.web;

import dev.slipway.identity.Account;
import dev.slipway.identity.FirstAdministrator;
import dev.slipway.identity.Invitations;
import dev.slipway.identity.Open;
import dev.slipway.identity.SignIns;
import dev.slipway.web.FieldProblem;
import dev.slipway.web.InvalidInput;
import dev.slipway.web.ProblemException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.reactive.result.view.Rendering;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Pages behind one-time links: the first administrator is made, or a person chooses a password. */
@Controller
@Open("whoever has the link has not signed in yet; the link is the secret")
class LinkController {

    private final FirstAdministrator first;
    private final Invitations invitations;
    private final SignIns signIns;

    LinkController(FirstAdministrator first, Invitations invitations, SignIns signIns) {
        this.first = first;
        this.invitations = invitations;
        this.signIns = signIns;
    }

    /** What both forms send. */
    record Form(
            @Nullable String userName,
            @Nullable String password,
            @Nullable String again) {

        String chosen() {
            if (password == null || !password.equals(again)) {
                throw new InvalidInput(
                        "The two passwords differ.",
                        new FieldProblem("again", "must be the same password", "Type it again."));
            }
            return password;
        }
    }

    @GetMapping("/setup/{link}")
    Mono<Rendering> setup(@PathVariable String link) {
        return first.check(link).thenReturn(setupPage("admin", List.of()).build());
    }

    @PostMapping("/setup/{link}")
    Mono<Rendering> makeAdministrator(
            @PathVariable String link, @ModelAttribute Form form, ServerWebExchange exchange) {
        var userName = form.userName() == null ? "" : form.userName();
        return Mono.defer(() -> first.make(link, userName, form.chosen()))
                .flatMap(account -> enter(account, exchange))
                .onErrorResume(
                        LinkController::correctable,
                        e -> Mono.just(setupPage(userName, ((ProblemException) e).problems())
                                .status(HttpStatus.UNPROCESSABLE_CONTENT)
                                .build()));
    }

    @GetMapping("/password/{link}")
    Mono<Rendering> password(@PathVariable String link) {
        return invitations
                .account(link)
                .map(account -> passwordPage(account, List.of()).build());
    }

    @PostMapping("/password/{link}")
    Mono<Rendering> choosePassword(@PathVariable String link, @ModelAttribute Form form, ServerWebExchange exchange) {
        return Mono.defer(() -> invitations.accept(link, form.chosen()))
                .flatMap(account -> enter(account, exchange))
                .onErrorResume(
                        LinkController::correctable,
                        e -> invitations
                                .account(link)
                                .map(account -> passwordPage(account, ((ProblemException) e).problems())
                                        .status(HttpStatus.UNPROCESSABLE_CONTENT)
                                        .build()));
    }

    private Mono<Rendering> enter(Account account, ServerWebExchange exchange) {
        return signIns.enter(account, "one-time link", exchange)
                .map(outcome -> Rendering.redirectTo(
                                outcome instanceof SignIns.Outcome.CodeNeeded ? SecondFactorController.PAGE : "/")
                        .status(HttpStatus.SEE_OTHER)
                        .build());
    }

    private static boolean correctable(Throwable e) {
        return e instanceof ProblemException problem && !problem.problems().isEmpty();
    }

    private static Rendering.Builder<?> setupPage(String userName, List<FieldProblem> problems) {
        return Rendering.view("identity/setup")
                .modelAttribute("userName", userName)
                .modelAttribute("problems", problems);
    }

    private static Rendering.Builder<?> passwordPage(Account account, List<FieldProblem> problems) {
        return Rendering.view("identity/password")
                .modelAttribute("account", account)
                .modelAttribute("problems", problems);
    }
}
