package dev.slipway.identity;

import dev.slipway.web.FieldProblem;
import dev.slipway.web.InvalidInput;
import java.util.Locale;

/** What a password must be: long rather than intricate (NIST SP 800-63B, section 3.1.1.2). */
public final class PasswordRule {

    public static final int SHORTEST = 12;

    /** Longer ones cost time to hash and help nobody. */
    public static final int LONGEST = 200;

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
        if (password.toLowerCase(Locale.ROOT).contains(userName) && userName.length() > 3) {
            refuse(field, "must not contain the user name", "Take words that others would not try first.");
        }
        if (password.codePoints().distinct().count() < 5) {
            refuse(field, "must not repeat a few characters", "Use at least five different ones.");
        }
    }

    private static void refuse(String field, String rule, String remedy) {
        throw new InvalidInput("The password " + rule + ".", new FieldProblem(field, rule, remedy));
    }
}
