package dev.slipway.promotion.web;

import dev.slipway.catalog.Environment;
import dev.slipway.catalog.Protection;
import dev.slipway.identity.Access;
import dev.slipway.identity.Permission;
import dev.slipway.promotion.AutoPromotion;
import dev.slipway.promotion.Board;
import dev.slipway.target.DurationText;
import dev.slipway.web.Glyph;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A column of the board.
 *
 * @param from environments its releases come from, in words; empty for the first
 * @param protection what is asked of releases that enter, a few words each
 * @param differing how many services could come from the environment before; more than one can come together
 */
record BoardColumn(
        String project,
        String key,
        String title,
        List<String> from,
        List<String> protection,
        @Nullable AutoPromotion auto,
        List<Board.Card> cards,
        List<Coming> coming,
        long differing,
        boolean may) {

    /** A promotion into this environment that is not over. */
    record Coming(
            long number,
            String title,
            Glyph glyph,
            @Nullable String waiting,
            boolean hotfix,
            long job) {

        static Coming of(Board.Coming coming) {
            var promotion = coming.promotion();
            return new Coming(
                    promotion.number(),
                    promotion.asked().title(),
                    PromotionGlyphs.of(promotion.state()),
                    coming.waiting(),
                    promotion.asked().hotfix() != null,
                    promotion.jobNumber());
        }
    }

    static BoardColumn of(Board board, Board.Column column, Access access) {
        var environment = column.environment();
        return new BoardColumn(
                board.project().key(),
                environment.key(),
                environment.title(),
                environment.promotesFrom(),
                protection(environment),
                column.auto(),
                column.cards(),
                column.coming().stream().map(Coming::of).toList(),
                differing(board, environment),
                access.may(Permission.DEPLOY));
    }

    private static long differing(Board board, Environment environment) {
        return environment.promotesFrom().isEmpty()
                ? 0
                : board.columns().stream()
                        .filter(c -> c.environment()
                                .key()
                                .equals(environment.promotesFrom().getFirst()))
                        .flatMap(c -> c.cards().stream())
                        .flatMap(card -> card.next().stream())
                        .filter(next -> next.environment().equals(environment.key()))
                        .count();
    }

    private static List<String> protection(Environment environment) {
        var protection = environment.protection();
        var words = new ArrayList<String>();
        if (protection.verifiedUpstream() != null) {
            var all = protection.verifiedUpstream() == Protection.Upstream.ALL
                    && environment.promotesFrom().size() > 1;
            words.add("verified in " + String.join(all ? " and " : " or ", environment.promotesFrom()));
        }
        if (protection.soak() != null) {
            words.add("soak " + DurationText.print(protection.soak()));
        }
        var approval = protection.approval();
        if (approval != null) {
            words.add(approval.required()
                    + (approval.required() == 1 ? " approval" : " approvals")
                    + (approval.groups().isEmpty() ? "" : " of " + String.join(", ", approval.groups())));
        }
        return words;
    }
}
