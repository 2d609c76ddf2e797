package dev.slipway.audit;

import dev.slipway.web.FieldProblem;
import dev.slipway.web.InvalidInput;
import java.util.regex.Pattern;

/**
 * What somebody noted of a chain outside the portal; who rewrites a whole chain cannot rewrite this.
 *
 * @param chain key of the project, or empty
 * @param number of an entry
 * @param link of that entry, in hexadecimal
 */
public record AuditAnchor(String chain, long number, String link) {

    private static final Pattern FORM = Pattern.compile("\\A([a-z0-9-]*+):([0-9]{1,18}):([0-9a-f]{64})");

    /** Reads {@code project:number:link}. */
    public static AuditAnchor parse(String text) {
        var match = FORM.matcher(text.strip());
        if (!match.matches()) {
            throw new InvalidInput(
                    "'" + text + "' is no anchor",
                    new FieldProblem(
                            "anchor",
                            "must be project:number:link",
                            "Take it from an earlier verification or from the log of the portal."));
        }
        return new AuditAnchor(match.group(1), Long.parseLong(match.group(2)), match.group(3));
    }

    @Override
    public String toString() {
        return chain + ":" + number + ":" + link;
    }
}
