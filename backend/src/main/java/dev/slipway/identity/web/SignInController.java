package dev.slipway.identity.web;

import dev.slipway.identity.Access;
import dev.slipway.identity.Continuation;
import dev.slipway.identity.Open;
import dev.slipway.identity.SignInMethod;
import dev.slipway.identity.SignIns;
import dev.slipway.identity.SignIns.Outcome;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
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
    private final List<SignInMethod> methods;
    private final Clock clock;

    SignInController(SignIns signIns, ObjectProvider<SignInMethod> methods, Clock clock) {
        this.signIns = signIns;
        this.methods = methods.orderedStream().toList();
        this.clock = clock;
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
                : page(next, "", null, HttpStatus.OK).build();
    }

    @PostMapping("/sign-in")
    Mono<Rendering> signIn(@ModelAttribute Form form, ServerWebExchange exchange) {
        var next = Continuation.of(form.to());
        return signIns.withPassword(form.name(), form.password() == null ? "" : form.password(), exchange)
                .map(outcome -> switch (outcome) {
                    case Outcome.Welcome _ -> redirect(next.path());
                    case Outcome.Wrong _ ->
                        page(
                                        next,
                                        form.name(),
                                        "User name and password do not belong together, or the account is disabled.",
                                        HttpStatus.UNPROCESSABLE_CONTENT)
                                .build();
                    case Outcome.TryAgainAt(var time) -> wait(next, form.name(), time);
                });
    }

    @PostMapping("/sign-out")
    Mono<Rendering> signOut(ServerWebExchange exchange) {
        return signIns.end(exchange).thenReturn(redirect("/sign-in"));
    }

    private Rendering wait(Continuation next, String userName, Instant time) {
        var seconds = Math.max(1, Duration.between(clock.instant(), time).toSeconds() + 1);
        var words = seconds < 90 ? seconds + " seconds" : (seconds + 59) / 60 + " minutes";
        return page(
                        next,
                        userName,
                        "Too many tries without success. Try again in " + words
                                + "; an administrator can give you a new password meanwhile.",
                        HttpStatus.TOO_MANY_REQUESTS)
                .header("Retry-After", Long.toString(seconds))
                .build();
    }

    private Rendering.Builder<?> page(Continuation next, String userName, @Nullable String refusal, HttpStatus status) {
        var page = Rendering.view("identity/sign-in")
                .modelAttribute("to", next.path())
                .modelAttribute("userName", userName)
                .modelAttribute("methods", methods)
                .status(status);
        return refusal == null ? page : page.modelAttribute("refusal", refusal);
    }

    private static Rendering redirect(String path) {
        return Rendering.redirectTo(path)
                .status(HttpStatus.SEE_OTHER)
                .contextRelative(false)
                .build();
    }
}
