package dev.slipway.promotion.web;

import dev.slipway.catalog.Environment;
import dev.slipway.promotion.Board;
import dev.slipway.release.Release;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the promotion dialog offers, with what is chosen.
 *
 * @param pipelines keys that may be chosen; the first option is the usual one
 * @param exceptions whether the environment allows hotfixes
 */
record PromoteDialog(
        String project,
        String from,
        String to,
        String title,
        List<Offer> services,
        List<String> pipelines,
        boolean exceptions,
        String key) {

    /**
     * A service with the release that would go.
     *
     * @param verified what is proven where it comes from; null when nothing is
     * @param has what is proven where it goes; null when nothing is
     */
    record Offer(
            String key,
            String title,
            @Nullable String verified,
            @Nullable String has,
            boolean chosen,
            List<Version> versions) {}

    /** A release of the service; one that is not verified needs an exception. */
    record Version(String version, String label, boolean chosen) {}

    static PromoteDialog of(
            Board board,
            Environment target,
            PromoteChoice choice,
            Map<String, List<Release>> releases,
            List<String> pipelines,
            String key) {
        var from = Objects.requireNonNullElse(
                choice.from(),
                target.promotesFrom().isEmpty() ? "" : target.promotesFrom().getFirst());
        var source = cards(board, from);
        var offers = cards(board, target.key()).stream()
                .map(here -> offer(
                        here,
                        source.stream()
                                .filter(card -> card.service().equals(here.service()))
                                .map(Board.Card::version)
                                .filter(Objects::nonNull)
                                .findFirst()
                                .orElse(null),
                        choice,
                        releases.getOrDefault(here.service(), List.of())))
                .toList();
        return new PromoteDialog(
                board.project().key(),
                from,
                target.key(),
                target.title(),
                offers,
                pipelines,
                target.protection().hotfix(),
                key);
    }

    private static List<Board.Card> cards(Board board, String environment) {
        return board.columns().stream()
                .filter(column -> column.environment().key().equals(environment))
                .flatMap(column -> column.cards().stream())
                .toList();
    }

    /** Nothing chosen yet: everything that differs. */
    private static Offer offer(
            Board.Card here, @Nullable String verified, PromoteChoice choice, List<Release> releases) {
        var differs = verified != null && !verified.equals(here.version());
        var chosen = choice.services().isEmpty() ? differs : choice.services().contains(here.service());
        var wanted = choice.versions().getOrDefault(here.service(), verified == null ? "" : verified);
        return new Offer(
                here.service(),
                here.title(),
                verified,
                here.version(),
                chosen,
                releases.stream()
                        .filter(release -> release.blocked() == null)
                        .map(release -> new Version(
                                release.version(),
                                release.version().equals(verified)
                                        ? release.version() + " · verified"
                                        : release.version(),
                                release.version().equals(wanted)))
                        .toList());
    }
}
