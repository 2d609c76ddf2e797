package dev.slipway.approval;

import dev.slipway.catalog.Protection;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Who asks whom.
 *
 * @param requester who asked for the job
 * @param author user name of the author of the commit, as the release's label {@code author} says; null when it does not
 * @param rule who must approve, as the environment's definition says now
 * @param at when this round began
 * @param decideBy until when it must be decided, or the job ends
 */
public record Ask(Person requester, @Nullable String author, Protection.Approval rule, Instant at, Instant decideBy) {

    Ask by(Protection.Approval rule) {
        return new Ask(requester, author, rule, at, decideBy);
    }

    Ask until(Instant decideBy) {
        return new Ask(requester, author, rule, at, decideBy);
    }
}
