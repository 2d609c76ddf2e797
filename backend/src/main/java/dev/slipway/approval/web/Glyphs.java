package dev.slipway.approval.web;

import dev.slipway.approval.ApprovalState;
import dev.slipway.approval.Vote;
import dev.slipway.catalog.Protection;
import dev.slipway.web.Glyph;

/** Shapes and words of approvals. */
final class Glyphs {

    private Glyphs() {}

    static Glyph of(ApprovalState state) {
        return switch (state) {
            case PENDING -> new Glyph("ask", "waits for approval");
            case CHANGES_REQUESTED -> new Glyph("warn", "changes requested");
            case APPROVED -> new Glyph("ok", "approved");
            case REJECTED -> new Glyph("bad", "rejected");
            case EXPIRED -> new Glyph("bad", "expired");
            case VOID -> new Glyph("warn", "void");
            case WITHDRAWN -> new Glyph("skip", "withdrawn");
            case USED -> new Glyph("ok", "approved and started");
        };
    }

    static Glyph of(Vote.Choice choice) {
        return switch (choice) {
            case APPROVE -> new Glyph("ok", "approved");
            case REQUEST_CHANGES -> new Glyph("warn", "asked for changes");
            case REJECT -> new Glyph("bad", "rejected");
        };
    }

    /** Such as {@code 2 of release-managers, among them security}. */
    static String rule(Protection.Approval rule) {
        var who = rule.groups().isEmpty()
                ? rule.required() == 1 ? " person" : " people"
                : " of " + String.join(", ", rule.groups());
        var among = rule.mandatory().isEmpty() ? "" : ", among them " + String.join(" and ", rule.mandatory());
        return rule.required() + who + among;
    }
}
