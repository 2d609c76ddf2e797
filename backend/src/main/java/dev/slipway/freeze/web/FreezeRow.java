package dev.slipway.freeze.web;

import dev.slipway.freeze.Freeze;
import dev.slipway.freeze.Span;
import dev.slipway.web.Glyph;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A freeze on the page.
 *
 * @param next occurrences that have not ended, the first ones
 */
record FreezeRow(
        long id,
        String title,
        Glyph glyph,
        boolean denies,
        boolean everywhere,
        String scope,
        @Nullable String rule,
        String reason,
        String by,
        List<When> next) {

    /** An occurrence in the words of its own zone. */
    record When(String from, String until, boolean now) {}

    private static final int NEXT = 3;

    static FreezeRow of(Freeze freeze, Instant now) {
        var next = freeze.window().after(now).limit(NEXT).toList();
        var inIt = !next.isEmpty() && !next.getFirst().from().isAfter(now);
        return new FreezeRow(
                freeze.id(),
                freeze.title(),
                glyph(freeze, inIt, next.isEmpty()),
                freeze.kind() == Freeze.Kind.DENY,
                freeze.scope().project() == null,
                freeze.scope().told(),
                freeze.window().rule(),
                freeze.reason(),
                freeze.by(),
                next.stream().map(span -> when(span, freeze, now)).toList());
    }

    static When when(Span span, Freeze freeze, Instant now) {
        return new When(
                freeze.window().told(span.from()),
                freeze.window().told(span.until()),
                !span.from().isAfter(now));
    }

    private static Glyph glyph(Freeze freeze, boolean inIt, boolean over) {
        if (over) {
            return new Glyph("idle", "over");
        }
        if (freeze.kind() == Freeze.Kind.DENY) {
            return inIt ? new Glyph("bad", "frozen now") : new Glyph("idle", "not yet");
        }
        return inIt ? new Glyph("ok", "allowed now") : new Glyph("wait", "outside the window");
    }
}
