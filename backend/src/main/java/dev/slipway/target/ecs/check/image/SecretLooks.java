package dev.slipway.target.ecs.check.image;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Whether a variable looks like a secret, by its name or by the form of its value; the value is never told. */
final class SecretLooks {

    private static final Pattern NAME =
            Pattern.compile("(?i)passw(or)?d|secret|api_?key|private_?key|access_?key|auth_?token|_token$|credential");

    /** Where it says where a secret is, rather than what it is. */
    private static final Pattern POINTER = Pattern.compile("(?i)(_file|_path|_arn|_name|_id|_url|_ttl|_header)$");

    /** AWS access key ids; keys in PEM; tokens of GitHub, GitLab and Slack; URLs with a password. */
    private static final Pattern VALUE = Pattern.compile(
            "\\b(AKIA|ASIA)[A-Z0-9]{16}\\b|-----BEGIN [A-Z ]{0,40}PRIVATE KEY|\\bgh[pousr]_[A-Za-z0-9]{36}"
                + "|\\bglpat-[A-Za-z0-9_-]{20}|\\bxox[abp]-[A-Za-z0-9-]{10}|[a-z+]://[^/\\s:@]{1,255}:[^/\\s:@$]{1,255}@");

    private SecretLooks() {}

    static boolean suspicious(@Nullable String name, @Nullable String value) {
        if (name == null || value == null || value.isBlank()) {
            return false;
        }
        return VALUE.matcher(value).find()
                || NAME.matcher(name).find() && !POINTER.matcher(name).find() && value.length() >= 6;
    }
}
