package dev.slipway.check.web;

import dev.slipway.target.Finding;
import dev.slipway.web.Glyph;

/** Shapes and words of findings. */
final class FindingGlyphs {

    private FindingGlyphs() {}

    static Glyph of(Finding.Result result) {
        return switch (result) {
            case PASS -> new Glyph("ok", "passes");
            case WARN -> new Glyph("warn", "warns");
            case BLOCK -> new Glyph("bad", "blocks");
            case UNKNOWN -> new Glyph("unk", "unknown");
        };
    }
}
