package dev.slipway.promotion.web;

import dev.slipway.identity.Access;
import dev.slipway.identity.Permission;
import dev.slipway.promotion.Promotion;
import dev.slipway.promotion.PromotionState;
import dev.slipway.web.Glyph;

/** What a promotion is, how far it is, and what can be done. */
record PromotionHead(Promotion promotion, Glyph glyph, String words, boolean withdrawable, boolean again) {

    static PromotionHead of(Promotion promotion, Access access) {
        var state = promotion.state();
        var may = access.may(Permission.DEPLOY);
        return new PromotionHead(
                promotion,
                PromotionGlyphs.of(state),
                words(promotion),
                may && state == PromotionState.WAITING,
                may && state.over() && state != PromotionState.SHIPPED);
    }

    private static String words(Promotion promotion) {
        return switch (promotion.state()) {
            case WAITING -> "It has not started";
            case RUNNING -> "Job #" + promotion.jobNumber() + " carries it out";
            case SHIPPED -> "It runs in " + promotion.asked().to() + ", and that is proven";
            case ROLLED_BACK -> promotion.asked().to() + " was returned to what ran before";
            case FAILED -> "It failed";
            case REJECTED -> "It was rejected, so nothing was changed";
            case EXPIRED -> "Nobody decided in time, so nothing was changed";
            case VOID -> "What was approved is void, so nothing was changed";
            case REFUSED -> "A gate refused it, so nothing was changed";
            case CANCELLED -> "Its job was cancelled";
            case UNKNOWN -> "How it ended could not be proven";
            case WITHDRAWN -> "It was taken back before it started";
            case SUPERSEDED -> "Promotion #" + promotion.fate().supersededBy() + " took its place before it started";
        };
    }
}
