package simulator.ecr;

/** {@code host/repository:tag} or {@code host/repository@sha256:...}, taken apart. */
record ImageReference(String host, String repository, String tagOrDigest) {

    static ImageReference parse(String reference) {
        var slash = reference.indexOf('/');
        var host = slash < 0 ? "" : reference.substring(0, slash);
        var rest = reference.substring(slash + 1);
        var at = rest.indexOf('@');
        if (at >= 0) {
            return new ImageReference(host, withoutTag(rest.substring(0, at)), rest.substring(at + 1));
        }
        var colon = rest.indexOf(':');
        return colon < 0
                ? new ImageReference(host, rest, "latest")
                : new ImageReference(host, rest.substring(0, colon), rest.substring(colon + 1));
    }

    /** {@code name:tag@digest} is allowed; the digest decides. */
    private static String withoutTag(String name) {
        var colon = name.indexOf(':');
        return colon < 0 ? name : name.substring(0, colon);
    }
}
