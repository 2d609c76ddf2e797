package dev.slipway.configuration;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One variable, as a row of docs/configuration.md describes it.
 *
 * @param name with {@code *} in place of a name of one's own, such as that of a provider
 */
record Variable(String name, Type type) {

    private static final Pattern ROW = Pattern.compile("^\\|\\s*`(SLIPWAY_[A-Z0-9_*]+)`\\s*\\|\\s*(\\w+)\\s*\\|");

    enum Type {
        TEXT("may be any text") {
            @Override
            boolean accepts(String value) {
                return true;
            }
        },
        NUMBER("must be a whole number of at least 0") {
            @Override
            boolean accepts(String value) {
                return value.matches("[0-9]{1,9}");
            }
        },
        PORT("must be a port from 0 to 65535") {
            @Override
            boolean accepts(String value) {
                return NUMBER.accepts(value) && Integer.parseInt(value) <= 65_535;
            }
        },
        DURATION("must be a duration such as 90s, 15m, 12h or 7d") {
            @Override
            boolean accepts(String value) {
                return value.matches("[0-9]{1,9}(ms|s|m|h|d)|P[0-9DTHMS.]+");
            }
        },
        BOOLEAN("must be true or false") {
            @Override
            boolean accepts(String value) {
                return value.equals("true") || value.equals("false");
            }
        },
        LEVEL("must be one of error, warn, info, debug, trace") {
            @Override
            boolean accepts(String value) {
                return List.of("error", "warn", "info", "debug", "trace").contains(value.toLowerCase(Locale.ROOT));
            }
        },
        PROFILE("must be development, production or demo-aws") {
            @Override
            boolean accepts(String value) {
                return List.of("development", "production", "demo-aws").contains(value);
            }
        };

        private final String rule;

        Type(String rule) {
            this.rule = rule;
        }

        abstract boolean accepts(String value);
    }

    /** The variable a line of the page describes, if it is a row of a table of variables. */
    static Optional<Variable> of(String line) {
        var row = ROW.matcher(line);
        return row.find()
                ? Optional.of(
                        new Variable(row.group(1), Type.valueOf(row.group(2).toUpperCase(Locale.ROOT))))
                : Optional.empty();
    }

    /** Whether an environment variable of the name is this one. */
    boolean isNamed(String given) {
        var star = name.indexOf('*');
        return star < 0
                ? name.equals(given)
                : given.length() >= name.length()
                        && given.startsWith(name.substring(0, star))
                        && given.endsWith(name.substring(star + 1))
                        && given.substring(star, given.length() - (name.length() - star - 1))
                                .matches("[A-Z0-9]+");
    }

    void check(String given, String value) {
        if (!value.isEmpty() && !type.accepts(value)) {
            throw new InvalidConfiguration(given, type.rule, "It is '" + value + "'. Correct it or unset it.");
        }
    }
}
