package dev.slipway.promotion;

import dev.slipway.catalog.Environment;
import dev.slipway.catalog.Project;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is proven where, and what is on its way from one environment to the next.
 *
 * @param columns one for each environment, in the order of promotion
 * @param recent promotions that are over, newest first
 */
public record Board(Project project, List<Column> columns, List<Promotion> recent) {

    public Board {
        columns = List.copyOf(columns);
        recent = List.copyOf(recent);
    }

    /**
     * One environment.
     *
     * @param auto whether it promotes by itself; null if it does not
     * @param coming promotions into it that are not over, oldest first, each with what it waits for
     */
    public record Column(
            Environment environment,
            List<Card> cards,
            @Nullable AutoPromotion auto,
            List<Coming> coming) {

        public Column {
            cards = List.copyOf(cards);
            coming = List.copyOf(coming);
        }
    }

    /**
     * A service in an environment.
     *
     * @param version that is proven there; null when nothing is
     * @param job number of the job that proved it
     * @param next where it could go: environments after this one that have another version
     */
    public record Card(
            String service,
            String title,
            @Nullable String version,
            @Nullable Instant since,
            @Nullable Long job,
            List<Next> next) {

        public Card {
            next = List.copyOf(next);
        }
    }

    /** @param has the version that is proven there; null when nothing is */
    public record Next(
            String environment, String title, @Nullable String has) {}

    /** @param waiting what its job waits for, in a sentence; null while it does not wait */
    public record Coming(Promotion promotion, @Nullable String waiting) {}
}
