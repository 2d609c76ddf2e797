package dev.slipway.approval.web;

import dev.slipway.approval.Approval;
import dev.slipway.approval.ApprovalState;
import dev.slipway.approval.EffectChange;
import dev.slipway.approval.Person;
import dev.slipway.approval.Vote;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A round of approval as programs see it. */
record ApprovalAnswer(
        long id,
        @Schema(example = "shop") String project,
        @Schema(example = "prod") String environment,
        long job,

        @Schema(description = "Number of the job in its project")
        long number,

        @Schema(example = "Deploy web 1.4.0 → prod") String title,
        int round,
        ApprovalState state,
        @Nullable String reason,
        Asked asked,

        @Schema(description = "SHA-256 of the effect's UTF-8 bytes")
        String hash,

        @Schema(description = "What will happen, in its one form")
        String effect,

        List<Vote> votes,
        List<EffectChange> changes) {

    /** Who asked whom. */
    record Asked(
            Person by,
            @Schema(example = "2 of release-managers") String whom,
            Instant at,
            Instant decideBy) {}

    static ApprovalAnswer of(Approval round) {
        var subject = round.subject();
        return new ApprovalAnswer(
                round.id(),
                subject.project(),
                subject.environment(),
                subject.job(),
                subject.number(),
                subject.title(),
                round.round(),
                round.state(),
                round.course().reason(),
                new Asked(
                        round.ask().requester(),
                        Glyphs.rule(round.ask().rule()),
                        round.ask().at(),
                        round.ask().decideBy()),
                round.effect().hash(),
                round.effect().text(),
                round.votes(),
                round.course().changes());
    }
}
