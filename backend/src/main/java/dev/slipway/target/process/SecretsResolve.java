package dev.slipway.target.process;

import dev.slipway.target.Finding;
import dev.slipway.target.SecretReference;
import dev.slipway.target.SecretUnavailable;
import java.util.ArrayList;

/** Whether each secret can be read now; the values are thrown away. */
final class SecretsResolve implements PreCheck {

    @Override
    public String key() {
        return "secrets-resolve";
    }

    @Override
    public String title() {
        return "Every secret can be read";
    }

    @Override
    public Finding check(Question question) {
        var trouble = new ArrayList<String>();
        for (var entry : question.revision().secret().entrySet()) {
            try {
                question.machine().secrets().resolve(SecretReference.parse(entry.getValue()));
            } catch (SecretUnavailable e) {
                trouble.add(entry.getKey() + ": " + e.getMessage());
            }
        }
        var count = question.revision().secret().size();
        return trouble.isEmpty()
                ? pass(count == 0 ? "The placement uses no secrets" : count + " read just now")
                : block(String.join("; ", trouble), "Provide the secret, or correct its reference in the definition.");
    }
}
