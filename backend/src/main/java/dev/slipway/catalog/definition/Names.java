package dev.slipway.catalog.definition;

import java.util.regex.Pattern;

/** The form of keys of projects, environments and services: readable in a URL. */
public final class Names {

    public static final String RULE =
            "must be 1 to 40 lower-case letters, digits and '-', beginning with a letter and not ending with '-'";

    private static final Pattern KEY = Pattern.compile("[a-z](?:[a-z0-9-]{0,38}[a-z0-9])?");
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,127}");

    private Names() {}

    /** Whether it can be a key; {@code new} is a page. */
    public static boolean isKey(String text) {
        return KEY.matcher(text).matches() && !text.equals("new");
    }

    static boolean isVariable(String text) {
        return VARIABLE.matcher(text).matches();
    }
}
