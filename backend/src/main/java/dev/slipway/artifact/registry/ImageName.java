package dev.slipway.artifact.registry;

import dev.slipway.artifact.Digest;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A container image as it is written, such as {@code ghcr.io/shop/web:1.2@sha256:...}; a name without a host is Docker
 * Hub's, as for every container runtime.
 *
 * @param host the registry, with its port if it has one
 */
public record ImageName(
        String host,
        String repository,
        @Nullable String tag,
        @Nullable Digest digest) {

    private static final String DOCKER_HUB = "docker.io";
    private static final Pattern REPOSITORY = Pattern.compile(
            "[a-z0-9]++(?:(?:__|[._]|-++)[a-z0-9]++)*+" + "(?:/[a-z0-9]++(?:(?:__|[._]|-++)[a-z0-9]++)*+)*+");
    private static final Pattern HOST =
            Pattern.compile("[A-Za-z0-9.-]+(?::[0-9]{1,5})?|\\[[0-9a-fA-F:]+](?::[0-9]{1,5})?");

    public ImageName {
        if (!HOST.matcher(host).matches() || !REPOSITORY.matcher(repository).matches()) {
            throw new IllegalArgumentException("'" + host + "/" + repository + "' is not the name of an image");
        }
    }

    /** @throws IllegalArgumentException if it is not the name of an image */
    public static ImageName parse(String text) {
        var at = text.indexOf('@');
        var digest = at < 0 ? null : new Digest(text.substring(at + 1));
        var name = at < 0 ? text : text.substring(0, at);
        var slash = name.indexOf('/');
        var first = slash < 0 ? "" : name.substring(0, slash);
        var hosted = first.contains(".") || first.contains(":") || first.equals("localhost");
        var path = hosted ? name.substring(slash + 1) : name;
        var colon = path.lastIndexOf(':');
        var tag = colon < 0 ? null : path.substring(colon + 1);
        var repository = colon < 0 ? path : path.substring(0, colon);
        if (!hosted && slash < 0) {
            repository = "library/" + repository;
        }
        return new ImageName(hosted ? first : DOCKER_HUB, repository, tag, digest);
    }

    /** The host that answers for this registry: Docker Hub's has another name than its images. */
    String endpoint() {
        return host.equals(DOCKER_HUB) ? "registry-1.docker.io" : host;
    }

    public ImageName at(Digest pinned) {
        return new ImageName(host, repository, tag, pinned);
    }

    @Override
    public String toString() {
        return host + "/" + repository + (tag == null ? "" : ":" + tag) + (digest == null ? "" : "@" + digest);
    }
}
