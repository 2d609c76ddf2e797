package dev.slipway.web;

import java.util.HexFormat;

/**
 * A part of a page that is sent again when it has changed.
 *
 * @param template file with a fragment {@code part(part)} that draws it
 * @param id of the element it becomes, unique in the page
 * @param it what the template shows; a value whose {@code equals} and {@code toString} cover all of it
 */
public record Part(String template, String id, Object it) {

    /** Changes when what it shows changes; the browser leaves a part alone whose version it has. */
    public String version() {
        return HexFormat.of().toHexDigits(it.toString().hashCode());
    }
}
