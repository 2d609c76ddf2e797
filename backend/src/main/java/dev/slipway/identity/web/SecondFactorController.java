package dev.slipway.identity.web;

import dev.slipway.identity.Continuation;
import dev.slipway.identity.Open;
import dev.slipway.identity.SignIns;
import dev.slipway.identity.SignIns.Outcome;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
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

/** The page that asks for the code of a second factor, after the password. */
@Controller
@Open("people come here in the middle of signing in; a cookie says that their password was right")
class SecondFactorController {

    static final String PAGE = "/sign-in-code";

    private final SignIns signIns;

    SecondFactorController(SignIns signIns) {
        this.signIns = signIns;
    }

    /** What the form sends. */
    record Form(@Nullable String code, @Nullable String to) {}

    static String page(Continuation next) {
        return PAGE + "?continue=" + URLEncoder.encode(next.path(), StandardCharsets.UTF_8);
    }

    @GetMapping(PAGE)
    Mono<Rendering> show(
            @RequestParam(name = "continue", required = false) @Nullable String to, ServerWebExchange exchange) {
        return signIns.owesCode(exchange)
                .map(owes ->
                        owes ? form(Continuation.of(to), null, HttpStatus.OK) : SignInController.redirect("/sign-in"));
    }

    @PostMapping(PAGE)
    Mono<Rendering> enter(@ModelAttribute Form form, ServerWebExchange exchange) {
        var next = Continuation.of(form.to());
        return signIns.withCode(form.code() == null ? "" : form.code(), exchange)
                .map(outcome -> switch (outcome) {
                    case Outcome.Welcome _ -> SignInController.redirect(next.path());
                    case Outcome.CodeNeeded _, Outcome.Wrong _ ->
                        form(
                                next,
                                "The code is not right, or was used before. Wait for the next one, or take a recovery"
                                        + " code.",
                                HttpStatus.UNPROCESSABLE_CONTENT);
                    case Outcome.TryAgainAt(var time) ->
                        form(next, "Too many wrong codes. Try again at " + time + ".", HttpStatus.TOO_MANY_REQUESTS);
                });
    }

    private static Rendering form(Continuation next, @Nullable String refusal, HttpStatus status) {
        var page = Rendering.view("identity/sign-in-code")
                .modelAttribute("to", next.path())
                .status(status);
        return (refusal == null ? page : page.modelAttribute("refusal", refusal)).build();
    }
}
