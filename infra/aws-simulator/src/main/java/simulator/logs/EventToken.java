package simulator.logs;

import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;
import simulator.Fault;

/**
 * Where a reading of a stream goes on; a token lives for 24 hours.
 *
 * @param direction {@code f} or {@code b}
 * @param afterEmpty whether the page that gave it was an empty one before lines
 */
record EventToken(char direction, int position, boolean afterEmpty, Instant issued) {

    private static final Duration LIFE = Duration.ofHours(24);
    private static final Pattern FORM = Pattern.compile("([fb])/(\\d{20})(\\d{13})/([se])");

    static EventToken parse(String text, Instant now) {
        var matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new Fault("InvalidParameterException", "The specified nextToken is invalid.");
        }
        var token = new EventToken(
                matcher.group(1).charAt(0),
                Integer.parseInt(matcher.group(2)),
                matcher.group(4).equals("e"),
                Instant.ofEpochMilli(Long.parseLong(matcher.group(3))));
        if (token.issued().plus(LIFE).isBefore(now)) {
            throw new Fault("InvalidParameterException", "The specified nextToken is expired.");
        }
        return token;
    }

    String text() {
        return "%c/%020d%013d/%c".formatted(direction, position, issued.toEpochMilli(), afterEmpty ? 'e' : 's');
    }
}
