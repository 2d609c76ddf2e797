package dev.slipway.promotion.web;

import dev.slipway.job.GateReading;
import dev.slipway.job.spi.Gate;
import dev.slipway.promotion.PromotionState;
import dev.slipway.web.Glyph;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * "When can this ship?": every gate, how it stands, who opens it and when.
 *
 * @param opens when all may be open by themselves; null when one needs an act, or all are open
 * @param asking whether it still hangs on them
 */
record GatePanel(List<Row> rows, boolean open, @Nullable Instant opens, boolean asking) {

    /** One gate. */
    record Row(
            Glyph glyph,
            String title,
            String reason,
            @Nullable Instant at,
            @Nullable String by,
            @Nullable String where) {

        static Row of(Gate.Standing standing) {
            var opening = standing.opening();
            return new Row(
                    PromotionGlyphs.of(standing.state()),
                    standing.title(),
                    standing.reason(),
                    opening.at(),
                    opening.by(),
                    opening.where());
        }
    }

    static GatePanel of(GateReading reading, PromotionState state) {
        return new GatePanel(
                reading.standings().stream().map(Row::of).toList(),
                reading.open(),
                reading.opens().orElse(null),
                state == PromotionState.WAITING);
    }
}
