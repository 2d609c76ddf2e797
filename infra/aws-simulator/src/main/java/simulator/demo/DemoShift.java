package simulator.demo;

import java.util.Optional;

/**
 * How traffic goes over to a new release where it does not go over at once.
 *
 * @param strategy as the placement's setting says it
 */
public record DemoShift(String alternateTargetGroup, String productionRule, String role, String strategy) {

    /** A person looks at the new pages before anybody else does, and again while the old ones are still there. */
    private static final String PAGES = "{kind: blue-green, bake: 2m, decideAtBake: true, hooks: [{stages:"
            + " [POST_TEST_TRAFFIC_SHIFT], expires: 1h}]}";

    /** A fifth of the traffic for a minute; with all of it, a person decides while the old tasks are still there. */
    private static final String CHATS = "{kind: canary, bake: 2m, decideAtBake: true, step: {percent: 20, bake: 1m}}";

    /** The strategy of a service that shifts its traffic; empty for the others. */
    static Optional<String> strategy(DemoEnvironment environment, DemoService service) {
        if (environment != DemoEnvironment.PROD) {
            return Optional.empty();
        }
        return switch (service.name()) {
            case "frontend" -> Optional.of(PAGES);
            case "chat-service" -> Optional.of(CHATS);
            default -> Optional.empty();
        };
    }
}
