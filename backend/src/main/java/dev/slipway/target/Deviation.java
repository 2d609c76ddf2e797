package dev.slipway.target;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that runs otherwise than it was proven.
 *
 * @param what deviates, such as {@code task definition}; once in an answer
 * @param expected as it was proven
 * @param seen as it is
 * @param by who made it so, if the target tells
 * @param details more of it, a line each; secrets as references
 */
public record Deviation(
        String what, String expected, String seen, @Nullable String by, List<String> details) {

    public Deviation {
        details = List.copyOf(details);
    }

    public Deviation(String what, String expected, String seen) {
        this(what, expected, seen, null, List.of());
    }
}
