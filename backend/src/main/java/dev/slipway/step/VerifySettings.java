package dev.slipway.step;

import dev.slipway.target.SettingsReader;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * What must hold, and for how long.
 *
 * @param url asked for each instance if it holds {@code ${instance.address}}, else once; null: no HTTP probe
 * @param body must be found in the answer
 * @param latency the slowest answer allowed
 * @param passes so many rounds in a row must hold
 * @param within the time all of them may take
 */
record VerifySettings(
        @Nullable String url,
        int status,
        Optional<Pattern> body,
        Optional<Duration> latency,
        Duration timeout,
        int passes,
        Duration interval,
        Duration within,
        Expect expect) {

    static final String ADDRESS = "${instance.address}";

    /** Which version must run. */
    enum Expect {
        /** The job's release, or without one the last proven. */
        RELEASE,
        /** Any, but the same on every instance. */
        SINGLE_VERSION
    }

    static VerifySettings read(SettingsReader in) {
        var url = in.text("url").orElse(null);
        if (url != null && !url.startsWith("http://") && !url.startsWith("https://") && !url.startsWith("${")) {
            in.problem("url", "must begin with http:// or https://", "Such as http://" + ADDRESS + "/health.");
        }
        var settings = new VerifySettings(
                url,
                in.whole("status", 200, 100, 599),
                pattern(in),
                in.duration("latency"),
                in.duration("timeout", Duration.ofSeconds(5)),
                in.whole("passes", 3, 1, 1000),
                in.duration("interval", Duration.ofSeconds(1)),
                in.duration("within", Duration.ofMinutes(2)),
                in.choice("expect", Expect.RELEASE));
        if (url == null
                && (in.node("status").isPresent()
                        || in.node("body").isPresent()
                        || in.node("latency").isPresent())) {
            in.problem(
                    "url",
                    "must be given to ask for status, body or latency",
                    "Such as http://" + ADDRESS + "/health.");
        }
        return settings;
    }

    private static Optional<Pattern> pattern(SettingsReader in) {
        try {
            return in.text("body").map(Pattern::compile);
        } catch (PatternSyntaxException e) {
            in.problem(
                    "body",
                    "must be a regular expression: " + e.getDescription(),
                    "Escape the characters .*+?()[]{}|^$ with a backslash.");
            return Optional.empty();
        }
    }
}
