package dev.slipway.approval.web;

import dev.slipway.approval.Approval;
import dev.slipway.approval.Approvals;
import dev.slipway.web.Glyph;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One round in a list. */
record InboxRow(
        long id,
        String title,
        String project,
        String environment,
        String by,
        Glyph state,
        String detail,
        Instant at,
        @Nullable Instant decideBy,
        @Nullable String claimedBy) {

    /** The lists of the inbox, as one value for one part of the page. */
    record Lists(List<InboxRow> yours, List<InboxRow> others, List<InboxRow> decided) {}

    static Lists lists(List<Approvals.Seen> undecided, List<Approval> decided) {
        return new Lists(
                undecided.stream()
                        .filter(Approvals.Seen::yours)
                        .map(InboxRow::waiting)
                        .toList(),
                undecided.stream()
                        .filter(seen -> !seen.yours())
                        .map(InboxRow::waiting)
                        .toList(),
                decided.stream().map(InboxRow::decided).toList());
    }

    private static InboxRow waiting(Approvals.Seen seen) {
        var round = seen.approval();
        var detail =
                EffectView.of(round.effect()).summary() + " · " + seen.tally().told();
        return row(round, detail, round.ask().at(), round.ask().decideBy());
    }

    private static InboxRow decided(Approval round) {
        var reason = round.course().reason();
        var ended = round.course().endedAt();
        var detail = reason != null
                ? reason
                : String.join(
                        ", ",
                        round.votes().stream()
                                .map(v -> v.by().name() + " " + Signatory.verb(v.choice()))
                                .toList());
        return row(round, detail, ended == null ? round.ask().at() : ended, null);
    }

    private static InboxRow row(Approval round, String detail, Instant at, @Nullable Instant decideBy) {
        var claimed = round.course().claimedBy();
        return new InboxRow(
                round.id(),
                round.subject().title(),
                round.subject().project(),
                round.subject().environment(),
                round.ask().requester().name(),
                Glyphs.of(round.state()),
                detail,
                at,
                decideBy,
                claimed == null ? null : claimed.name());
    }
}
