package dev.slipway.target.process;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What may stand in a command for something only known at the start of an instance. */
final class Placeholders {

    static final List<String> NAMES = List.of("${port}", "${artifact}", "${java}", "${instance}");

    private static final Pattern FORM = Pattern.compile("\\$\\{[^}]{0,100}}");

    private Placeholders() {}

    static List<String> unknownIn(String argument) {
        return FORM.matcher(argument)
                .results()
                .map(found -> found.group())
                .filter(name -> !NAMES.contains(name))
                .toList();
    }

    /** One pass, so that a value that looks like a placeholder stays what it is. */
    static List<String> fill(List<String> command, Map<String, String> values) {
        return command.stream()
                .map(argument -> FORM.matcher(argument)
                        .replaceAll(
                                found -> Matcher.quoteReplacement(values.getOrDefault(found.group(), found.group()))))
                .toList();
    }
}
