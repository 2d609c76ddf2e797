package dev.slipway.promotion;

import dev.slipway.audit.Actor;
import dev.slipway.identity.Place;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks for a promotion.
 *
 * @param from environment the releases come from; null for the only one, or the first, the target is promoted from
 * @param services which; empty for every service that differs between the two environments
 */
public record PromotionRequest(
        String project, @Nullable String from, String to, List<Wish> services, Terms terms, Actor actor) {

    public PromotionRequest {
        services = List.copyOf(services);
    }

    /** @param version null for what is verified in the environment it comes from */
    /** All it would change: places of its services, or the whole environment if it names none. */
    public List<Place> places() {
        return services.isEmpty()
                ? List.of(Place.of(project, to))
                : services.stream()
                        .map(wish -> new Place(project, to, wish.service()))
                        .toList();
    }

    public record Wish(String service, @Nullable String version) {}

    /**
     * How it is to be done.
     *
     * @param pipeline null for {@code deploy}, or {@code full-deploy} for several services
     * @param hotfix reason of an exception: the releases enter without being verified upstream; null without one
     * @param earlier what becomes of promotions of the same services that wait; null to be asked where one was approved
     * @param idempotencyKey two equal requests with the same key make one promotion
     */
    public record Terms(
            @Nullable String pipeline,
            @Nullable String hotfix,
            @Nullable Earlier earlier,
            @Nullable String note,
            @Nullable String idempotencyKey) {

        public static final Terms NONE = new Terms(null, null, null, null, null);
    }

    /** What becomes of an earlier promotion of the same services that waits. */
    public enum Earlier {
        /** It ends; the newer one takes its place. */
        SUPERSEDE,
        /** It stays, and both wait. */
        KEEP
    }
}
