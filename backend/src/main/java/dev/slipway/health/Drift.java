package dev.slipway.health;

import dev.slipway.target.Deviation;
import java.time.Instant;
import java.util.List;

/**
 * That what runs is not what was proven, and nobody said that it is as it should be.
 *
 * @param since when it was seen first
 */
public record Drift(Instant since, List<Deviation> deviations) {

    public Drift {
        deviations = List.copyOf(deviations);
    }

    /** In one line, such as {@code task definition web:42, proven was web:41}. */
    public String told() {
        var first = deviations.getFirst();
        var more = deviations.size() == 1 ? "" : " and " + (deviations.size() - 1) + " more";
        return first.what() + " " + brief(first.seen()) + ", proven was " + brief(first.expected()) + more;
    }

    /** Digests are long. */
    private static String brief(String value) {
        return value.replaceAll("sha256:([0-9a-f]{8})[0-9a-f]{56}", "$1");
    }
}
