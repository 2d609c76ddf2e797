package simulator.ecs;

import java.util.Optional;

/** How many tasks Fargate has room for. */
final class Capacity {

    private static final String EXHAUSTED =
            "Capacity is unavailable at this time. Please try again later or in a different availability zone";

    private int limit = Integer.MAX_VALUE;
    private int used;

    void limit(int tasks) {
        limit = tasks;
    }

    /** Why no further task can be placed, if so. */
    Optional<String> shortage() {
        return used >= limit ? Optional.of(EXHAUSTED) : Optional.empty();
    }

    void take() {
        used++;
    }

    void giveBack() {
        used--;
    }
}
