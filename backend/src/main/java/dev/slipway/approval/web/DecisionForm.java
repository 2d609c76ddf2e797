package dev.slipway.approval.web;

import dev.slipway.approval.Decision;
import dev.slipway.approval.Vote;
import dev.slipway.web.FieldProblem;
import dev.slipway.web.InvalidInput;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A decision as a form or a program sends it. */
record DecisionForm(
        @Schema(description = "approve, request-changes or reject", example = "approve") @Nullable
        String choice,

        @Schema(description = "Why; mandatory unless you approve", example = "Looked at the migration") @Nullable
        String note,

        @Schema(description = "The hash of what you were shown", example = "7f31c0de...") @Nullable
        String hash,

        @Schema(description = "User name of who is away and lets you decide; absent to speak for yourself") @Nullable
        String insteadOf) {

    Decision given() {
        var chosen = Arrays.stream(Vote.Choice.values())
                .filter(c -> c.key().equals(choice))
                .findFirst()
                .orElseThrow(() -> new InvalidInput(
                        "Nothing was decided.",
                        new FieldProblem("choice", "must be approve, request-changes or reject", "Choose one.")));
        return new Decision(
                chosen,
                Objects.requireNonNullElse(note, ""),
                Objects.requireNonNullElse(hash, ""),
                insteadOf == null || insteadOf.isBlank() ? null : insteadOf);
    }
}
