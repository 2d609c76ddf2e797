package dev.slipway.drift;

import dev.slipway.health.Drift;
import java.util.HexFormat;
import java.util.stream.Collectors;

/** Changes when something else deviates, so that nobody adopts what they have not seen. */
public final class DriftMark {

    private DriftMark() {}

    public static String of(Drift drift) {
        var all = drift.deviations().stream()
                .map(one -> one.what() + "=" + one.seen())
                .sorted()
                .collect(Collectors.joining("\n"));
        return HexFormat.of().toHexDigits(all.hashCode());
    }
}
