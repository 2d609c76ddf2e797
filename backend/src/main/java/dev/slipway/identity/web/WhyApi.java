package dev.slipway.identity.web;

import dev.slipway.identity.Access;
import dev.slipway.identity.Accounts;
import dev.slipway.identity.Permission;
import dev.slipway.identity.Requires;
import dev.slipway.identity.Why;
import dev.slipway.web.NotFound;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** JSON API of why somebody may do something. */
@RestController
@Tag(name = "Access")
class WhyApi {

    private final Why why;
    private final Accounts accounts;

    WhyApi(Why why, Accounts accounts) {
        this.why = why;
        this.accounts = accounts;
    }

    /**
     * The answer.
     *
     * @param may whether what was asked for is permitted; left out when nothing was
     * @param because every grant that brings it
     */
    record Answer(
            String who, @Schema(example = "true") @Nullable Boolean may, List<Why.Reason> because) {}

    @GetMapping("/api/v1/me/permissions")
    @Requires(Permission.VIEW)
    @Operation(
            summary = "What you may do, and why",
            description = "With permission: whether you may do that in the whole place named, and each grant that lets"
                    + " you.")
    Answer mine(
            @RequestParam(required = false) @Nullable Permission permission,
            @RequestParam(required = false) @Nullable String project,
            @RequestParam(required = false) @Nullable String environment,
            @RequestParam(required = false) @Nullable String service,
            Access access) {
        var place = PlaceForm.place(project, environment, service);
        return permission == null
                ? new Answer(access.name(), null, Why.of(access.holdings(), "You"))
                : answer(access.name(), Why.of(access.holdings(), "You", permission, place));
    }

    @GetMapping("/api/v1/people/{userName}/permissions")
    @Requires(Permission.ADMINISTER)
    @Operation(summary = "What somebody may do, and why", description = "As for yourself.")
    Mono<Answer> theirs(
            @PathVariable String userName,
            @RequestParam(required = false) @Nullable Permission permission,
            @RequestParam(required = false) @Nullable String project,
            @RequestParam(required = false) @Nullable String environment,
            @RequestParam(required = false) @Nullable String service) {
        var place = PlaceForm.place(project, environment, service);
        return accounts.find(userName)
                .switchIfEmpty(Mono.error(() -> new NotFound("There is no account " + userName + ".")))
                .flatMap(account -> why.of(userName)
                        .map(held -> permission == null
                                ? new Answer(account.name(), null, Why.of(held, account.name()))
                                : answer(account.name(), Why.of(held, account.name(), permission, place))));
    }

    private static Answer answer(String who, List<Why.Reason> reasons) {
        return new Answer(who, !reasons.isEmpty(), reasons);
    }
}
