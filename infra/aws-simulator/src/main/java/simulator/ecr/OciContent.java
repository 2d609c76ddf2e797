package simulator.ecr;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the distribution protocol reads of a registry. */
record OciContent(Registry registry) {

    OciAnswer answer(OciPath path, @Nullable List<String> accepted) {
        return switch (path.kind()) {
            case "" -> OciAnswer.json(Map.of());
            case "manifests" -> manifest(path, accepted);
            case "blobs" -> blob(path.repository(), path.reference());
            case "tags" -> tags(path.repository());
            default -> OciAnswer.error(404, "UNSUPPORTED", "no such path");
        };
    }

    OciAnswer blob(String repository, String digest) {
        return registry.find(repository)
                .flatMap(found -> found.blob(digest))
                .map(OciAnswer::of)
                .orElseGet(() -> OciAnswer.error(404, "BLOB_UNKNOWN", "blob unknown to registry"));
    }

    /** As registries do: a manifest of a type that the client does not accept is not there for it. */
    private OciAnswer manifest(OciPath path, @Nullable List<String> accepted) {
        return registry.find(path.repository())
                .flatMap(found -> found.find(path.reference()))
                .filter(image -> !image.archived())
                .filter(image -> accepts(accepted, image.manifest().mediaType()))
                .map(image -> OciAnswer.of(image.manifest()))
                .orElseGet(() -> OciAnswer.error(404, "MANIFEST_UNKNOWN", "manifest unknown"));
    }

    private static boolean accepts(@Nullable List<String> accepted, String mediaType) {
        return accepted == null
                || accepted.stream().anyMatch(header -> header.contains("*/*") || header.contains(mediaType));
    }

    private OciAnswer tags(String repository) {
        return registry.find(repository)
                .map(found -> OciAnswer.json(Map.of(
                        "name",
                        repository,
                        "tags",
                        found.images().stream()
                                .flatMap(image -> found.tagsOf(image.manifest().digest()).stream())
                                .toList())))
                .orElseGet(() -> OciAnswer.error(404, "NAME_UNKNOWN", "repository name not known to registry"));
    }
}
