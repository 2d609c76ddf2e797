package simulator.ecr;

import java.util.regex.Pattern;

/** A path of the distribution protocol: {@code /v2/<repository>/<kind>/<reference>}; all empty for {@code /v2/} itself. */
record OciPath(String repository, String kind, String reference) {

    private static final Pattern FORM = Pattern.compile("/v2/(.+)/(manifests|blobs|tags)/([^/]+)");

    static OciPath parse(String path) {
        var matcher = FORM.matcher(path);
        return matcher.matches()
                ? new OciPath(matcher.group(1), matcher.group(2), matcher.group(3))
                : new OciPath("", path.equals("/v2/") ? "" : "unknown", "");
    }
}
