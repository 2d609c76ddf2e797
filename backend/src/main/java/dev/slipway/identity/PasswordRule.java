package dev.slipway.identity;

import dev.slipway.web.FieldProblem;
import dev.slipway.web.InvalidInput;
import java.util.Locale;

/** What a password must be: long rather than intricate (NIST SP 800-63B, section 3.1.1.2; OWASP ASVS 5, 6.2). */
public final class PasswordRule {

    public static final int SHORTEST = 12;

    /** Longer ones cost time to hash and help nobody. */
    public static final int LONGEST = 200;

    private static final String PRODUCT = "slipway";

    private PasswordRule() {}

    static void check(String field, String password, String userName) {
        var length = password.codePointCount(0, password.length());
        if (length < SHORTEST) {
            refuse(
                    field,
                    "needs at least " + SHORTEST + " characters",
                    "Take a few words that only you would combine.");
        }
        if (length > LONGEST) {
            refuse(field, "must not be longer than " + LONGEST + " characters", "Take a shorter one.");
        }
        var plain = password.toLowerCase(Locale.ROOT);
        if (plain.contains(userName) && userName.length() > 3) {
            refuse(field, "must not contain the user name", "Take words that others would not try first.");
        }
        if (plain.contains(PRODUCT)) {
            refuse(field, "must not contain the name of this portal", "Take words that others would not try first.");
        }
        if (password.codePoints().distinct().count() < 5) {
            refuse(field, "must not repeat a few characters", "Use at least five different ones.");
        }
        if (CommonPasswords.contain(password)) {
            refuse(
                    field,
                    "must not be one of those that many people have taken",
                    "Attackers try these first: take a few words that only you would combine.");
        }
    }

    private static void refuse(String field, String rule, String remedy) {
        throw new InvalidInput("The password " + rule + ".", new FieldProblem(field, rule, remedy));
    }
}
