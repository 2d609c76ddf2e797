package dev.slipway.testing;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/** A freeze that began an hour ago and goes on for two, as the API takes it. */
public final class NightFreeze {

    private NightFreeze() {}

    public static Map<String, String> of(String project, String environment) {
        var now = LocalDateTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.MINUTES);
        return Map.of(
                "title",
                "Night",
                "project",
                project,
                "environment",
                environment,
                "from",
                now.minusHours(1).toString(),
                "until",
                now.plusHours(2).toString(),
                "zone",
                "UTC",
                "reason",
                "Everybody sleeps");
    }
}
