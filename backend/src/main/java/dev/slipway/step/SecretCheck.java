package dev.slipway.step;

import static dev.slipway.target.Finding.Result.BLOCK;
import static dev.slipway.target.Finding.Result.PASS;

import dev.slipway.job.spi.StepContext;
import dev.slipway.target.ConfigurationValue;
import dev.slipway.target.Finding;
import dev.slipway.target.ResolvesSecrets;
import dev.slipway.target.SecretReference;
import dev.slipway.target.SecretUnavailable;
import java.util.List;
import java.util.Map;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Whether every secret reference of the placement leads somewhere. */
@Component
@Order(3)
class SecretCheck implements PreCheck {

    @Override
    public String key() {
        return "secrets";
    }

    @Override
    public String about() {
        return "that every secret reference can be resolved";
    }

    @Override
    public List<Finding> find(StepContext context) {
        return context.placed().configuration().entrySet().stream()
                .filter(entry -> entry.getValue() instanceof ConfigurationValue.Secret secret
                        && !isTheTargets(context, secret.reference()))
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> find(context, entry.getKey(), (ConfigurationValue.Secret) entry.getValue()))
                .toList();
    }

    /** What the target resolves itself, its own checks look for. */
    private static boolean isTheTargets(StepContext context, SecretReference reference) {
        return context.placed().target() instanceof ResolvesSecrets target && target.resolves(reference);
    }

    private static Finding find(StepContext context, String name, ConfigurationValue.Secret secret) {
        var key = "secret-" + name;
        var title = "Secret " + name + " can be resolved";
        try {
            var value = context.resolve(secret);
            return value.isEmpty()
                    ? new Finding(
                            key, title, BLOCK, "The " + secret.reference().told() + " is empty", "Give it a value.")
                    : new Finding(key, title, PASS, "The " + secret.reference().told() + " has a value", "");
        } catch (SecretUnavailable e) {
            return new Finding(
                    key, title, BLOCK, Reason.of(e), "Put the secret there, or correct the reference of " + name + ".");
        }
    }
}
