package dev.slipway.promotion;

import dev.slipway.audit.Actor;
import dev.slipway.identity.Place;
import dev.slipway.web.Conflict;
import dev.slipway.web.FieldProblem;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A request to take what is verified in one environment to the next.
 *
 * @param number counts the promotions of its project from 1
 * @param job id of the job that carries it out
 * @param jobNumber the job's number in the project
 */
public record Promotion(long id, String project, long number, Asked asked, long job, long jobNumber, Fate fate) {

    /**
     * What was asked for; never changes.
     *
     * @param from environment the releases come from
     * @param to environment they enter
     * @param hotfix why they may enter without being verified where they come from; null when they must be
     * @param automatic whether the portal asked, because the environment takes what is verified by itself
     */
    public record Asked(
            String from,
            String to,
            List<Item> items,
            String pipeline,
            Actor by,
            Instant at,
            @Nullable String note,
            @Nullable String hotfix,
            boolean automatic) {

        public Asked {
            items = List.copyOf(items);
        }

        /** In words, such as {@code web 1.4.0 → prod}. */
        public String title() {
            var what = items.size() > 2
                    ? items.getFirst().service() + " and " + (items.size() - 1) + " more"
                    : items.stream()
                            .map(item -> item.service() + " " + item.version())
                            .collect(Collectors.joining(", "));
            return what + " → " + to;
        }

        List<String> services() {
            return items.stream().map(Item::service).toList();
        }
    }

    /** A release of a service. */
    public record Item(String service, String version) {}

    /**
     * How far it is.
     *
     * @param reason one sentence for people; null while there is nothing to say
     * @param supersededBy number of the promotion that took its place
     */
    public record Fate(
            PromotionState state,
            @Nullable String reason,
            @Nullable Instant endedAt,
            @Nullable Long supersededBy) {

        static final Fate NEW = new Fate(PromotionState.WAITING, null, null, null);
    }

    /** All it changes. */
    public List<Place> places() {
        return asked.items().isEmpty()
                ? List.of(Place.of(project, asked.to()))
                : asked.items().stream()
                        .map(item -> new Place(project, asked.to(), item.service()))
                        .toList();
    }

    public PromotionState state() {
        return fate.state();
    }

    /**
     * After the event.
     *
     * @throws Conflict if it is refused in this state
     */
    Promotion on(PromotionEvent event, @Nullable String reason, Instant now) {
        var next = state().on(event).orElseThrow(() -> refused(event));
        if (next == state()) {
            return this;
        }
        return with(new Fate(next, reason, next.over() ? now : null, fate.supersededBy()));
    }

    Promotion supersededBy(long newer, String reason, Instant now) {
        var superseded = on(PromotionEvent.SUPERSEDE, reason, now).fate();
        return with(new Fate(superseded.state(), superseded.reason(), superseded.endedAt(), newer));
    }

    private Promotion with(Fate next) {
        return new Promotion(id, project, number, asked, job, jobNumber, next);
    }

    private Conflict refused(PromotionEvent event) {
        return new Conflict(
                "Promotion #" + number + " is " + state().word(),
                new FieldProblem(
                        "state",
                        "must be waiting, for it can be taken back only until its job starts",
                        event == PromotionEvent.WITHDRAW && state() == PromotionState.RUNNING
                                ? "Cancel job #" + jobNumber + "."
                                : "Reload the promotion."));
    }
}
