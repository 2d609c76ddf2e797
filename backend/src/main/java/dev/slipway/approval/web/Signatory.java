package dev.slipway.approval.web;

import dev.slipway.approval.ApprovalState;
import dev.slipway.approval.Approvals;
import dev.slipway.approval.Person;
import dev.slipway.approval.Vote;
import dev.slipway.web.Glyph;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How one round stands and what the person who looks may do about it: the part of an approval's page that is kept current.
 *
 * @param state in words people read
 * @param open whether anybody can still decide
 * @param approved whether enough have approved, so that only the job's start is waited for
 */
record Signatory(
        long id,
        String hash,
        Glyph state,
        @Nullable String reason,
        boolean open,
        boolean approved,
        String told,
        Asked asked,
        List<Word> words,
        Yours yours) {

    /** Who asked whom. */
    record Asked(
            String requester,
            String rule,
            Instant at,
            Instant decideBy,
            @Nullable String author,
            @Nullable String claimedBy) {}

    /** What somebody said; void when the round is. */
    record Word(
            String who,
            String verb,
            Glyph glyph,
            String note,
            Instant at,
            @Nullable String insteadOf,
            boolean counts) {}

    /**
     * What the person may do.
     *
     * @param said what they said already; null when nothing
     * @param alone whether they can speak for themselves, rather than only for somebody who is away
     */
    record Yours(
            @Nullable String hindrance, @Nullable String said, boolean alone, boolean claimed, List<Person> stands) {}

    static Signatory of(Approvals.Seen seen, String userName) {
        var round = seen.approval();
        var ask = round.ask();
        var claimed = round.course().claimedBy();
        return new Signatory(
                round.id(),
                round.effect().hash(),
                Glyphs.of(round.state()),
                round.course().reason(),
                round.state().open(),
                round.state() == ApprovalState.APPROVED,
                seen.tally().told(),
                new Asked(
                        ask.requester().name(),
                        Glyphs.rule(ask.rule()),
                        ask.at(),
                        ask.decideBy(),
                        ask.author(),
                        claimed == null ? null : claimed.name()),
                round.votes().reversed().stream().map(vote -> word(vote, seen)).toList(),
                new Yours(
                        seen.hindrance(),
                        round.voteOf(userName).map(v -> verb(v.choice())).orElse(null),
                        seen.alone(),
                        claimed != null && Objects.equals(claimed.userName(), userName),
                        seen.stands()));
    }

    private static Word word(Vote vote, Approvals.Seen seen) {
        var counts = seen.tally().approvals().contains(vote) || vote.choice() != Vote.Choice.APPROVE;
        var insteadOf = vote.insteadOf();
        return new Word(
                vote.by().name(),
                verb(vote.choice()),
                Glyphs.of(vote.choice()),
                vote.note(),
                vote.at(),
                insteadOf == null ? null : insteadOf.name(),
                counts && seen.approval().state() != ApprovalState.VOID);
    }

    static String verb(Vote.Choice choice) {
        return switch (choice) {
            case APPROVE -> "approved";
            case REJECT -> "rejected";
            case REQUEST_CHANGES -> "asked for changes";
        };
    }
}
