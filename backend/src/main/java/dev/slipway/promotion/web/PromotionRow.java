package dev.slipway.promotion.web;

import dev.slipway.promotion.Promotion;
import dev.slipway.web.Glyph;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A promotion in a list. */
record PromotionRow(
        long number,
        String title,
        Glyph glyph,
        @Nullable String reason,
        String by,
        Instant at,
        boolean hotfix,
        long job,
        @Nullable Instant endedAt) {

    static PromotionRow of(Promotion promotion) {
        var asked = promotion.asked();
        return new PromotionRow(
                promotion.number(),
                asked.title(),
                PromotionGlyphs.of(promotion.state()),
                promotion.fate().reason(),
                asked.by().name(),
                asked.at(),
                asked.hotfix() != null,
                promotion.jobNumber(),
                promotion.fate().endedAt());
    }
}
