package simulator.elb;

import java.util.LinkedHashMap;
import java.util.Map;

/** How much traffic each target group gets, by ARN; zero keeps a group attached and gives it none. */
public record Weights(Map<String, Integer> byTargetGroup) {

    public Weights {
        byTargetGroup = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(byTargetGroup));
    }

    public static Weights all(String targetGroup) {
        return new Weights(Map.of(targetGroup, 100));
    }

    /** {@code share} percent to one and the rest to the other. */
    public static Weights split(String one, int share, String other) {
        var weights = new LinkedHashMap<String, Integer>();
        weights.put(one, share);
        weights.put(other, 100 - share);
        return new Weights(weights);
    }
}
