package dev.slipway.artifact.registry;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a registry wants to see first: the WWW-Authenticate header (RFC 9110, 11.6.1; CNCF distribution, token auth). */
record Challenge(String scheme, Map<String, String> parameters) {

    private static final Pattern FORM =
            Pattern.compile("\\A\\s*+([A-Za-z0-9!#$%&'*+.^_`|~-]++)(?:\\s++(.*+))?", Pattern.DOTALL);
    private static final Pattern PARAMETER = Pattern.compile(
            "(?<![A-Za-z0-9_-])([A-Za-z0-9_-]++)\\s*+=\\s*+" + "(?:\"((?:[^\"\\\\]++|\\\\.)*+)\"|([^\\s,\"]++))");

    static Optional<Challenge> parse(String header) {
        var form = FORM.matcher(header);
        if (!form.matches()) {
            return Optional.empty();
        }
        var parameters = new LinkedHashMap<String, String>();
        var each = PARAMETER.matcher(form.group(2) == null ? "" : form.group(2));
        while (each.find()) {
            var value = each.group(2) == null ? each.group(3) : each.group(2).replaceAll("\\\\(.)", "$1");
            parameters.putIfAbsent(each.group(1).toLowerCase(Locale.ROOT), value);
        }
        return Optional.of(new Challenge(form.group(1).toLowerCase(Locale.ROOT), parameters));
    }

    boolean is(String other) {
        return scheme.equals(other);
    }

    Optional<String> parameter(String name) {
        return Optional.ofNullable(parameters.get(name));
    }
}
