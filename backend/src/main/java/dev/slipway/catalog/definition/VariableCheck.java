package dev.slipway.catalog.definition;

import dev.slipway.target.SecretReference;
import java.util.Set;

/** Checks variables: a plain value, or a reference to a secret, never a secret. */
final class VariableCheck {

    private final Set<String> schemes;

    /** @param schemes of the stores that can resolve a reference */
    VariableCheck(Set<String> schemes) {
        this.schemes = schemes;
    }

    void check(Cursor variables) {
        variables.entries().forEach(this::variable);
    }

    private void variable(Cursor variable) {
        if (!Names.isVariable(variable.name())) {
            variable.report()
                    .key(
                            variable.path(),
                            "A variable's name must be letters, digits and '_' and not begin with a digit",
                            "Rename it");
        }
        if (variable.node().isObject()) {
            variable.onlyKeys(Set.of("secret"));
            reference(variable.at("secret"));
        } else if (variable.node().isArray() || !variable.isThere()) {
            variable.problem(
                    "A variable must be one value or a reference to a secret, not " + Cursor.kind(variable.node()),
                    "Write the value, \"\" for none, or {secret: \"env:NAME\"}");
        }
    }

    /** A text that says where a secret is. */
    void reference(Cursor secret) {
        if (!secret.isThere()) {
            secret.problem("A secret must be given by reference", "Write {secret: \"env:NAME\"}");
        }
        secret.text().ifPresent(text -> {
            try {
                var scheme = SecretReference.parse(text).scheme();
                if (!schemes.contains(scheme)) {
                    secret.problem(
                            "There is no secret store '%s'".formatted(scheme),
                            "Use one of "
                                    + String.join(
                                            ", ", schemes.stream().sorted().toList()));
                }
            } catch (IllegalArgumentException e) {
                // the text itself may be the secret: it is not repeated
                secret.problem(
                        "A secret reference must be scheme:path, such as env:DB_PASSWORD",
                        "Write where the secret is, not what it is");
            }
        });
    }
}
