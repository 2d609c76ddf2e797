package dev.slipway.identity.web;

import dev.slipway.identity.Access;
import dev.slipway.identity.Accounts;
import dev.slipway.identity.Holding;
import dev.slipway.identity.Permission;
import dev.slipway.identity.Place;
import dev.slipway.identity.Requires;
import dev.slipway.identity.Why;
import dev.slipway.web.NotFound;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.reactive.result.view.Rendering;
import reactor.core.publisher.Mono;

/** Answers what somebody may do, and by which grant: one's own page, and for administrators anybody's. */
@Controller
class WhyPages {

    private final Why why;
    private final Accounts accounts;

    WhyPages(Why why, Accounts accounts) {
        this.why = why;
        this.accounts = accounts;
    }

    /** What is asked: a permission in a place. */
    record Question(
            @Nullable Permission permission,
            @Nullable String project,
            @Nullable String environment,
            @Nullable String service) {

        Place place() {
            return PlaceForm.place(project, environment, service);
        }
    }

    @GetMapping("/account/access")
    @Requires(Permission.VIEW)
    Rendering mine(@ModelAttribute Question question, Access access) {
        return page("/account/access", "You", access.holdings(), question);
    }

    @GetMapping("/people/{userName}/access")
    @Requires(Permission.ADMINISTER)
    Mono<Rendering> theirs(@PathVariable String userName, @ModelAttribute Question question) {
        return accounts.find(userName)
                .switchIfEmpty(Mono.error(() -> new NotFound("There is no account " + userName + ".")))
                .flatMap(account -> why.of(userName)
                        .map(held -> page("/people/" + userName + "/access", account.name(), held, question)));
    }

    private static Rendering page(String path, String who, List<Holding> held, Question question) {
        var permission = question.permission();
        var page = Rendering.view("identity/why")
                .modelAttribute("path", path)
                .modelAttribute("who", who)
                .modelAttribute("held", held)
                .modelAttribute("permissions", Permission.values())
                .modelAttribute("question", question);
        return permission == null
                ? page.build()
                : page.modelAttribute(
                                "asked",
                                permission.verb() + " on " + question.place().told())
                        .modelAttribute("reasons", Why.of(held, who, permission, question.place()))
                        .build();
    }
}
