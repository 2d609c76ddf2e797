package dev.slipway.target.ecs.check;

import java.util.List;

/** What a check found. */
public sealed interface Answer {

    /** It holds. */
    record Holds(String evidence) implements Answer {}

    /** It does not. */
    record Fails(String evidence) implements Answer {}

    /** It does not, and that is only worth a warning. */
    record Warns(String evidence) implements Answer {}

    /** There is nothing to ask about here. */
    record Nothing() implements Answer {}

    static Answer holds(String evidence) {
        return new Holds(evidence);
    }

    static Answer fails(String evidence) {
        return new Fails(evidence);
    }

    static Answer warns(String evidence) {
        return new Warns(evidence);
    }

    static Answer nothing() {
        return new Nothing();
    }

    /** Fails with all troubles, or holds if there are none. */
    static Answer of(List<String> troubles, String evidence) {
        return troubles.isEmpty() ? holds(evidence) : fails(String.join("; ", troubles));
    }
}
