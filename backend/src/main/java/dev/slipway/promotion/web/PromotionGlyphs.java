package dev.slipway.promotion.web;

import dev.slipway.job.spi.Gate;
import dev.slipway.promotion.PromotionState;
import dev.slipway.web.Glyph;

/** States as people see them. */
final class PromotionGlyphs {

    private PromotionGlyphs() {}

    static Glyph of(PromotionState state) {
        return switch (state) {
            case WAITING -> new Glyph("wait", "waiting");
            case RUNNING -> new Glyph("run", "running");
            case SHIPPED -> new Glyph("ok", "shipped");
            case ROLLED_BACK -> new Glyph("bad", "rolled back");
            case FAILED -> new Glyph("bad", "failed");
            case REJECTED -> new Glyph("bad", "rejected");
            case EXPIRED -> new Glyph("skip", "expired");
            case VOID -> new Glyph("skip", "void");
            case REFUSED -> new Glyph("bad", "refused");
            case UNKNOWN -> new Glyph("unk", "unknown");
            case CANCELLED -> new Glyph("skip", "cancelled");
            case WITHDRAWN -> new Glyph("skip", "withdrawn");
            case SUPERSEDED -> new Glyph("skip", "superseded");
        };
    }

    static Glyph of(Gate.State state) {
        return switch (state) {
            case OPEN -> new Glyph("ok", "open");
            case CLOSED -> new Glyph("wait", "closed");
            case REFUSED -> new Glyph("bad", "refused");
            case UNKNOWN -> new Glyph("unk", "unknown");
        };
    }
}
