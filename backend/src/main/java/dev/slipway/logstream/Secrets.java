package dev.slipway.logstream;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Values that no log may show, and the forms in which they are recognised: as they are, in Base64 at each of the three
 * alignments they can have in a longer text, and URL-encoded. Immutable.
 */
public final class Secrets {

    static final int SHORTEST = 6;
    static final int LONGEST = 16 * 1024;
    public static final Secrets NONE = new Secrets(Set.of());

    private final Set<String> values;
    private final PatternAutomaton automaton;

    private Secrets(Set<String> values) {
        this.values = values;
        var forms = new LinkedHashSet<String>();
        values.forEach(value -> addForms(value, forms));
        this.automaton = new PatternAutomaton(forms);
    }

    /**
     * These secrets and one more; the lines of a value of several lines are masked one by one.
     *
     * @throws SecretNotMaskable if masking it would hide ordinary text, or cost too much
     */
    public Secrets with(String secret) {
        if (secret.strip().length() < SHORTEST) {
            throw SecretNotMaskable.tooShort();
        }
        if (secret.length() > LONGEST) {
            throw SecretNotMaskable.tooLong();
        }
        if (values.contains(secret)) {
            return this;
        }
        var more = new LinkedHashSet<>(values);
        more.add(secret);
        return new Secrets(more);
    }

    /** The text with every secret replaced; the same object when there is none. */
    public String mask(String text) {
        return automaton.mask(text);
    }

    /** Up to where an unfinished text can be handed on without cutting a secret in two. */
    int safeEnd(CharSequence text) {
        return automaton.safeEnd(text);
    }

    private static void addForms(String secret, Set<String> forms) {
        secret.lines().map(String::strip).forEach(line -> {
            if (line.length() >= SHORTEST) {
                addForms(line, line.getBytes(StandardCharsets.UTF_8), forms);
            }
        });
    }

    private static void addForms(String line, byte[] bytes, Set<String> forms) {
        forms.add(line);
        var url = URLEncoder.encode(line, StandardCharsets.UTF_8);
        for (var form : List.of(url, url.replace("+", "%20"))) {
            forms.add(form);
            forms.add(lowerEscapes(form));
        }
        forms.add(line.replace("\\", "\\\\").replace("\"", "\\\""));
        for (int alignment = 0; alignment < 3; alignment++) {
            forms.add(base64(bytes, alignment, Base64.getEncoder()));
            forms.add(base64(bytes, alignment, Base64.getUrlEncoder()));
        }
    }

    private static String lowerEscapes(String form) {
        var lower = new StringBuilder(form);
        for (int i = form.indexOf('%'); i >= 0; i = form.indexOf('%', i + 3)) {
            lower.replace(i, i + 3, form.substring(i, i + 3).toLowerCase(Locale.ROOT));
        }
        return lower.toString();
    }

    /** The characters that depend on the secret alone when {@code alignment} unknown bytes stand before it. */
    private static String base64(byte[] secret, int alignment, Base64.Encoder encoder) {
        var shifted = new byte[alignment + secret.length];
        System.arraycopy(secret, 0, shifted, alignment, secret.length);
        var encoded = new String(encoder.withoutPadding().encode(shifted), StandardCharsets.US_ASCII);
        return encoded.substring((alignment * 8 + 5) / 6, shifted.length * 8 / 6);
    }

    @Override
    public String toString() {
        return "Secrets[" + values.size() + "]";
    }
}
