package dev.slipway.identity.web;

import dev.slipway.identity.Continuation;
import dev.slipway.identity.IdentityProperties;
import dev.slipway.identity.provider.Providers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.result.view.Rendering;

/** The sign-in page: the providers, and the form for a password unless local accounts are switched off. */
@Component
class SignInPage {

    private final Providers providers;
    private final IdentityProperties properties;
    private final Clock clock;

    SignInPage(Providers providers, IdentityProperties properties, Clock clock) {
        this.providers = providers;
        this.properties = properties;
        this.clock = clock;
    }

    Rendering.Builder<?> of(Continuation next, String userName, @Nullable String refusal, HttpStatus status) {
        var page = Rendering.view("identity/sign-in")
                .modelAttribute("to", next.path())
                .modelAttribute("userName", userName)
                .modelAttribute("methods", providers.all())
                .modelAttribute("local", properties.localAccounts())
                .status(status);
        return refusal == null ? page : page.modelAttribute("refusal", refusal);
    }

    Rendering wait(Continuation next, String userName, Instant time) {
        var seconds = Math.max(1, Duration.between(clock.instant(), time).toSeconds() + 1);
        var words = seconds < 90 ? seconds + " seconds" : (seconds + 59) / 60 + " minutes";
        return of(
                        next,
                        userName,
                        "Too many tries without success. Try again in " + words
                                + "; an administrator can give you a new password meanwhile.",
                        HttpStatus.TOO_MANY_REQUESTS)
                .header("Retry-After", Long.toString(seconds))
                .build();
    }
}
