package dev.slipway.promotion.web;

import dev.slipway.job.GateReading;
import dev.slipway.job.spi.Gate;
import dev.slipway.promotion.Promotion;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A promotion as the API shows it.
 *
 * @param job number of the job that carries it out
 * @param gates how they stand now; left out in lists and when it is over
 * @param opens when all gates may be open by themselves; null when one needs an act
 */
record PromotionAnswer(
        String project,
        long number,
        @Schema(example = "staging") String from,
        @Schema(example = "prod") String to,
        List<Promotion.Item> services,
        String pipeline,
        String by,
        Instant at,
        @Nullable String note,
        @Nullable String hotfix,
        boolean automatic,
        @Schema(example = "WAITING") String state,
        @Nullable String reason,
        @Nullable Instant endedAt,
        @Nullable Long supersededBy,
        long job,
        @Nullable List<Gate.Standing> gates,
        @Nullable Instant opens) {

    static PromotionAnswer of(Promotion promotion) {
        return of(promotion, null);
    }

    static PromotionAnswer of(Promotion promotion, @Nullable GateReading reading) {
        var asked = promotion.asked();
        var fate = promotion.fate();
        return new PromotionAnswer(
                promotion.project(),
                promotion.number(),
                asked.from(),
                asked.to(),
                asked.items(),
                asked.pipeline(),
                asked.by().name(),
                asked.at(),
                asked.note(),
                asked.hotfix(),
                asked.automatic(),
                fate.state().name(),
                fate.reason(),
                fate.endedAt(),
                fate.supersededBy(),
                promotion.jobNumber(),
                reading == null ? null : reading.standings(),
                reading == null ? null : reading.opens().orElse(null));
    }
}
