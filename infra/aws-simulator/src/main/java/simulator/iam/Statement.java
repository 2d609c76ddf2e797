package simulator.iam;

import java.util.List;
import java.util.regex.Pattern;

/** One statement of a permissions policy; {@code *} and {@code ?} stand for any text and any character. */
public record Statement(boolean allow, List<String> actions, List<String> resources) {

    public Statement {
        actions = List.copyOf(actions);
        resources = List.copyOf(resources);
    }

    /** Allows the actions on every resource. */
    public static Statement allow(String... actions) {
        return new Statement(true, List.of(actions), List.of("*"));
    }

    public static Statement deny(String... actions) {
        return new Statement(false, List.of(actions), List.of("*"));
    }

    public Statement on(String... these) {
        return new Statement(allow, actions, List.of(these));
    }

    boolean concerns(String action, String resource) {
        return actions.stream().anyMatch(pattern -> matches(pattern, action, Pattern.CASE_INSENSITIVE))
                && resources.stream().anyMatch(pattern -> matches(pattern, resource, 0));
    }

    private static boolean matches(String pattern, String text, int flags) {
        var expression = Pattern.quote(pattern).replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q");
        return Pattern.compile(expression, flags).matcher(text).matches();
    }
}
