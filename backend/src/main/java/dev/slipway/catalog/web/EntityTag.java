package dev.slipway.catalog.web;

import java.util.Arrays;

/** Entity tags in If-Match (RFC 9110, section 13.1.1). */
final class EntityTag {

    private EntityTag() {}

    /** Whether the header names this tag among others, or any by {@code *}. */
    static boolean matches(String header, String tag) {
        return header.strip().equals("*")
                || Arrays.stream(header.split(","))
                        .map(String::strip)
                        .map(one -> one.startsWith("W/") ? one.substring(2) : one)
                        .anyMatch(one -> one.equals("\"" + tag + "\"") || one.equals(tag));
    }
}
