package dev.slipway.step;

import dev.slipway.job.spi.StepContext;
import dev.slipway.target.ConfigurationValue;
import dev.slipway.target.SecretReference;
import dev.slipway.target.SecretUnavailable;
import dev.slipway.target.SettingsReader;

/** A setting that is text with {@code ${NAME}} in it, or a reference to a secret: {@code {secret: "env:NAME"}}. */
sealed interface Text {

    String fill(StepContext context, Variables variables) throws StepRefused, SecretUnavailable;

    /** For people. */
    String show(Variables variables) throws StepRefused;

    /** Empty text and a problem if the setting is neither. */
    static Text read(SettingsReader in, String key) {
        if (in.node(key).filter(node -> node.isObject()).isEmpty()) {
            return new Written(in.text(key, ""));
        }
        var object = in.object(key).orElseThrow();
        try {
            return new Secret(
                    SecretReference.parse(object.requiredText("secret", "Such as secret: \"env:DB_PASSWORD\".")));
        } catch (IllegalArgumentException e) {
            object.problem("secret", "must be scheme:path", "Such as env:DB_PASSWORD or file:/run/secrets/db.");
            return new Written("");
        }
    }

    /** As it stands in the settings. */
    record Written(String text) implements Text {

        @Override
        public String fill(StepContext context, Variables variables) throws StepRefused, SecretUnavailable {
            return variables.fill(text);
        }

        @Override
        public String show(Variables variables) throws StepRefused {
            return variables.show(text);
        }
    }

    /** Looked up at the moment of use. */
    record Secret(SecretReference reference) implements Text {

        @Override
        public String fill(StepContext context, Variables variables) throws SecretUnavailable {
            return context.resolve(new ConfigurationValue.Secret(reference));
        }

        @Override
        public String show(Variables variables) {
            return reference.told();
        }
    }
}
