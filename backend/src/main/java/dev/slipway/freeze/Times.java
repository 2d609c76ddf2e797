package dev.slipway.freeze;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times as people read them, with the zone they are of. */
public final class Times {

    private static final DateTimeFormatter FORM = DateTimeFormatter.ofPattern("EEE d MMM yyyy HH:mm", Locale.ENGLISH);

    private Times() {}

    public static String told(Instant at, ZoneId zone) {
        return FORM.format(at.atZone(zone)) + " " + zone.getId();
    }
}
