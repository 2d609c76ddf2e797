package dev.slipway.approval;

import dev.slipway.catalog.Protection;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * How the votes of a round count at a moment.
 *
 * @param approvals those that count: by people who still may, and not too old
 * @param objections of people who still may decide
 * @param required how many must approve
 * @param missing mandatory groups of which nobody has approved
 */
public record Tally(List<Vote> approvals, List<Vote> objections, int required, List<String> missing) {

    static Tally of(Ask ask, List<Vote> votes, Electorate electorate, Instant now) {
        var rule = ask.rule();
        var counting = votes.stream()
                .filter(vote -> electorate
                        .hindrance(ask, vote.by().userName(), vote.principal())
                        .isEmpty())
                .toList();
        var approvals = counting.stream()
                .filter(vote -> vote.choice() == Vote.Choice.APPROVE && !stale(vote, rule, now))
                .toList();
        var missing = rule.mandatory().stream()
                .filter(group -> approvals.stream().noneMatch(vote -> electorate.isIn(Set.of(group), vote.principal())))
                .toList();
        var objections = counting.stream()
                .filter(vote -> vote.choice() == Vote.Choice.REQUEST_CHANGES)
                .toList();
        return new Tally(approvals, objections, rule.required(), missing);
    }

    /** Whether an approval was given so long ago that it must be given again. */
    static boolean stale(Vote vote, Protection.Approval rule, Instant now) {
        var limit = rule.expiresAfter();
        return limit != null && !now.isBefore(vote.at().plus(limit));
    }

    boolean met() {
        return approvals.size() >= required && missing.isEmpty();
    }

    ApprovalEvent event() {
        if (!objections.isEmpty()) {
            return ApprovalEvent.OBJECT;
        }
        return met() ? ApprovalEvent.QUORUM : ApprovalEvent.SHORT;
    }

    /** How far it is, such as {@code 1 of 2 approved; security is missing}. */
    public String told() {
        var count = approvals.size() + " of " + required + " approved";
        return missing.isEmpty() ? count : count + "; " + String.join(", ", missing) + " is missing";
    }
}
