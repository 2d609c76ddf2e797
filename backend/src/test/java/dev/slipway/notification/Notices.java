package dev.slipway.notification;

import java.time.Instant;
import java.util.List;

/** Notices for tests. */
public final class Notices {

    public static final Instant NOW = Instant.parse("2026-11-27T20:00:00Z");

    private Notices() {}

    public static Notice ended(int number) {
        return of("msg_" + number, Kind.JOB_ENDED, "job/" + number, "Failed: Deploy web 1." + number + ".0 → prod");
    }

    public static Notice of(String id, Kind kind, String thread, String title) {
        return new Notice(
                id,
                kind,
                Severity.CRITICAL,
                new Notice.About("shop", "prod", thread),
                new Notice.Words(
                        title,
                        "web never got healthy: <b>&</b> @channel",
                        List.of(new Notice.Fact("Asked for by", "Olga"), new Notice.Fact("Environment", "prod")),
                        new Notice.Link("https://portal.example.org/projects/shop/jobs/12", "Open job #12")),
                NOW);
    }
}
