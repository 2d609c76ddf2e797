package simulator.wire;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import simulator.Sessions;

/**
 * What the {@code Authorization} header of a request says: whose key, for which region and service. The signature
 * itself is not verified.
 */
record Signature(String accessKey, String region, String service) {

    private static final Pattern CREDENTIAL = Pattern.compile("Credential=([^/]+)/\\d+/([^/]+)/([^/]+)/aws4_request");

    /** An unsigned request, such as one with a web identity's token, is the default account's. */
    static Signature of(@Nullable String authorization) {
        var found = CREDENTIAL.matcher(authorization == null ? "" : authorization);
        return found.find()
                ? new Signature(found.group(1), found.group(2), found.group(3))
                : new Signature("AKIA" + Sessions.DEFAULT_ACCOUNT, "us-east-1", "sts");
    }
}
