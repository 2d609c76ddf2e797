package dev.slipway.step;

import dev.slipway.job.spi.StepContext;
import dev.slipway.job.spi.StepContext.Placed;
import dev.slipway.target.ConfigurationValue;
import dev.slipway.target.Nearest;
import dev.slipway.target.SecretUnavailable;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Fills {@code ${NAME}} in settings with a placement's variables, and {@code ${slipway.version}} and its like with what
 * the job is about. {@code $${} stands for {@code ${}.
 */
final class Variables {

    private static final Pattern FORM = Pattern.compile("\\$(\\$\\{|\\{([A-Za-z_][A-Za-z0-9_.-]*)})");

    private final StepContext context;
    private final Map<String, ConfigurationValue> values;

    private Variables(StepContext context, Map<String, ConfigurationValue> values) {
        this.context = context;
        this.values = values;
    }

    static Variables of(StepContext context, Placed placed) {
        var values = new LinkedHashMap<>(placed.configuration());
        values.putAll(facts(context));
        fact(values, "environment", placed.key().environment());
        fact(values, "service", placed.key().service());
        if (placed.revision() != null) {
            fact(values, "version", placed.revision().version());
        }
        return new Variables(context, values);
    }

    /** For a step that acts on the job as a whole: no variables, only what the job is about. */
    static Variables of(StepContext context) {
        var values = facts(context);
        context.allPlaced().stream()
                .findFirst()
                .ifPresent(placed -> fact(values, "environment", placed.key().environment()));
        return new Variables(context, values);
    }

    private static Map<String, ConfigurationValue> facts(StepContext context) {
        var facts = new LinkedHashMap<String, ConfigurationValue>();
        fact(facts, "project", context.project());
        fact(facts, "job", Long.toString(context.jobNumber()));
        return facts;
    }

    private static void fact(Map<String, ConfigurationValue> values, String name, String value) {
        values.put("slipway." + name, new ConfigurationValue.Plain(value));
    }

    /** The text with every value in it; secrets are resolved now and masked in the log from now on. */
    String fill(String text) throws StepRefused, SecretUnavailable {
        var filled = new StringBuilder();
        var form = FORM.matcher(text);
        var end = 0;
        while (form.find()) {
            filled.append(text, end, form.start());
            filled.append(form.group(2) == null ? "${" : context.resolve(value(form.group(2))));
            end = form.end();
        }
        return filled.append(text, end, text.length()).toString();
    }

    /** The text for people: plain values filled in, secrets as their names. */
    String show(String text) throws StepRefused {
        var shown = new StringBuilder();
        var form = FORM.matcher(text);
        var end = 0;
        while (form.find()) {
            shown.append(text, end, form.start());
            if (form.group(2) == null) {
                shown.append("${");
            } else {
                shown.append(
                        switch (value(form.group(2))) {
                            case ConfigurationValue.Plain plain -> plain.value();
                            case ConfigurationValue.Secret _ -> form.group();
                        });
            }
            end = form.end();
        }
        return shown.append(text, end, text.length()).toString();
    }

    private ConfigurationValue value(String name) throws StepRefused {
        var value = values.get(name);
        if (value == null) {
            throw new StepRefused(
                    "The variable " + name + " is not defined here",
                    Nearest.to(name, values.keySet())
                            .map(near -> "Did you mean " + near + "?")
                            .orElse("Define it, or use one of " + String.join(", ", new TreeSet<>(values.keySet()))
                                    + "."));
        }
        return value;
    }
}
