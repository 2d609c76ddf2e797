package dev.slipway.web;

import java.time.temporal.Temporal;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.MismatchedInputException;

/** Says in the sender's words where JSON is not what it should be; Jackson's own words name classes of the portal. */
record UnreadableJson(String detail, FieldProblem problem) {

    static UnreadableJson of(JacksonException failure) {
        var field = path(failure);
        var where = where(failure);
        var rule = failure instanceof DatabindException
                ? "must be " + expected(failure instanceof MismatchedInputException e ? e.getTargetType() : null)
                : "must be well-formed JSON";
        return new UnreadableJson(
                "The body is not the JSON expected here" + where + ".",
                new FieldProblem(field.isEmpty() ? "body" : field, rule, "Correct it" + where + " and send again."));
    }

    private static String path(JacksonException failure) {
        return failure.getPath().stream()
                .map(step -> step.getPropertyName() == null ? String.valueOf(step.getIndex()) : step.getPropertyName())
                .collect(Collectors.joining("."));
    }

    private static String where(JacksonException failure) {
        var location = failure.getLocation();
        return location == null || location.getLineNr() < 1
                ? ""
                : " at line " + location.getLineNr() + ", column " + location.getColumnNr();
    }

    private static String expected(@Nullable Class<?> type) {
        if (type == null) {
            return "of another type";
        }
        if (type.isEnum()) {
            return "one of "
                    + Arrays.stream(type.getEnumConstants())
                            .map(String::valueOf)
                            .collect(Collectors.joining(", "));
        }
        if (CharSequence.class.isAssignableFrom(type)) {
            return "a text without U+0000";
        }
        if (Number.class.isAssignableFrom(type) || type.isPrimitive() && type != boolean.class) {
            return "a number in its range";
        }
        if (type == Boolean.class || type == boolean.class) {
            return "true or false";
        }
        if (Temporal.class.isAssignableFrom(type)) {
            return "a time such as 2027-05-01T00:00:00Z";
        }
        if (type == java.time.Duration.class) {
            return "a duration such as PT24H";
        }
        if (Collection.class.isAssignableFrom(type) || type.isArray()) {
            return "a list";
        }
        return Map.class.isAssignableFrom(type) || type.isRecord() ? "an object" : "of another type";
    }
}
