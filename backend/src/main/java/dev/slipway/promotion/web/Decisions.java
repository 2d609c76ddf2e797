package dev.slipway.promotion.web;

import dev.slipway.approval.Approval;
import dev.slipway.approval.ApprovalState;
import dev.slipway.approval.EffectChange;
import dev.slipway.approval.Vote;
import dev.slipway.web.Glyph;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Who decided what about a promotion, round by round, the last first. */
record Decisions(List<Round> rounds) {

    /**
     * One round.
     *
     * @param signed abbreviated hash of what was shown and signed
     * @param changes what changed, where that made it void
     */
    record Round(
            int number,
            String signed,
            Glyph glyph,
            @Nullable String reason,
            List<EffectChange> changes,
            List<Said> votes) {}

    /** @param counts whether it still stands */
    record Said(
            String who,
            String what,
            String note,
            Instant at,
            @Nullable String insteadOf,
            boolean counts) {}

    static Decisions of(List<Approval> rounds) {
        return new Decisions(rounds.reversed().stream().map(Decisions::round).toList());
    }

    private static Round round(Approval approval) {
        var counts = approval.state().open() || approval.state() == ApprovalState.USED;
        var hash = approval.effect().hash();
        return new Round(
                approval.round(),
                hash.substring(0, Math.min(12, hash.length())),
                glyph(approval.state()),
                approval.course().reason(),
                approval.course().changes(),
                approval.votes().stream().map(vote -> said(vote, counts)).toList());
    }

    private static Said said(Vote vote, boolean counts) {
        var insteadOf = vote.insteadOf();
        return new Said(
                vote.by().name(),
                switch (vote.choice()) {
                    case APPROVE -> "approved";
                    case REQUEST_CHANGES -> "asks for changes";
                    case REJECT -> "rejected";
                },
                vote.note(),
                vote.at(),
                insteadOf == null ? null : insteadOf.name(),
                counts || vote.choice() != Vote.Choice.APPROVE);
    }

    private static Glyph glyph(ApprovalState state) {
        var word = state.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return switch (state) {
            case PENDING -> new Glyph("ask", word);
            case CHANGES_REQUESTED, VOID -> new Glyph("warn", word);
            case APPROVED, USED -> new Glyph("ok", word);
            case REJECTED, EXPIRED -> new Glyph("bad", word);
            case WITHDRAWN -> new Glyph("skip", word);
        };
    }
}
