package dev.slipway.identity.workload;

import java.util.List;

/**
 * One thing that a {@link TrustRule} asks of a token, beside what the token says.
 *
 * @param claim its name, such as {@code iss} or {@code repository}
 * @param wanted a value or a glob
 * @param said what the token says there, empty if nothing
 */
public record ClaimCheck(String claim, String wanted, List<String> said, boolean fits) {

    private static final int SHOWN = 200;

    public ClaimCheck {
        said = List.copyOf(said);
    }

    /** What the token says there, for people. */
    public String told() {
        var text = String.join(", ", said);
        return text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text;
    }
}
