package dev.slipway.configuration;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.io.ClassPathResource;

/**
 * Stops the start on a variable that is misspelt or has a value of the wrong type. The list of variables is the page
 * for people, packed with the application, so that the two cannot differ.
 */
class VariablesCheck implements EnvironmentPostProcessor {

    private static final String PREFIX = "SLIPWAY_";

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        check(known(), System.getenv());
    }

    static void check(Map<String, Variable> known, Map<String, String> environment) {
        environment.forEach((name, value) -> {
            if (!name.startsWith(PREFIX)) {
                return;
            }
            known.values().stream()
                    .filter(variable -> variable.isNamed(name))
                    .findFirst()
                    .orElseThrow(() -> new InvalidConfiguration(
                            name,
                            "is not a variable of Slipway",
                            nearest(known, name)
                                    .map(other -> "Did you mean " + other + "?")
                                    .orElse("Unset it.")))
                    .check(name, value);
        });
    }

    static Map<String, Variable> known() {
        try {
            return new ClassPathResource("META-INF/slipway/configuration.md")
                    .getContentAsString(StandardCharsets.UTF_8)
                    .lines()
                    .flatMap(line -> Variable.of(line).stream())
                    .collect(Collectors.toMap(Variable::name, Function.identity()));
        } catch (IOException e) {
            throw new UncheckedIOException("The list of variables is not in the application", e);
        }
    }

    private static Optional<String> nearest(Map<String, Variable> known, String name) {
        return known.keySet().stream()
                .filter(other -> distance(name, other) <= 3)
                .min(Comparator.comparingInt(other -> distance(name, other)));
    }

    /** Levenshtein distance. */
    private static int distance(String a, String b) {
        var row = new int[b.length() + 1];
        for (var j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (var i = 1; i <= a.length(); i++) {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.length(); j++) {
                var substitution = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substitution, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
