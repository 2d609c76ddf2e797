package dev.slipway.notification.alert;

import dev.slipway.notification.NotificationProperties;
import java.time.Clock;
import java.time.ZoneOffset;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;

/** Forgets what is over for long: messages that were sent or given up, and alerts. */
@Component
class Tidying {

    private final DatabaseClient database;
    private final NotificationProperties properties;
    private final Clock clock;

    Tidying(DatabaseClient database, NotificationProperties properties, Clock clock) {
        this.database = database;
        this.properties = properties;
        this.clock = clock;
    }

    void tidy() {
        var before = clock.instant().minus(properties.keep()).atOffset(ZoneOffset.UTC);
        database.sql("delete from notification_delivery where ended_at < :before")
                .bind("before", before)
                .then()
                .block();
        database.sql("delete from alert where resolved_at < :before")
                .bind("before", before)
                .then()
                .block();
    }
}
