package simulator.ecr;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One repository: manifests and indexes by digest, tags that point to them, blobs. */
final class Repository {

    private final String name;
    private final Instant createdAt;
    private final Map<String, StoredImage> images = new LinkedHashMap<>();
    private final Map<String, String> tags = new LinkedHashMap<>();
    private final Map<String, Blob> blobs = new LinkedHashMap<>();

    Repository(String name, Instant createdAt) {
        this.name = name;
        this.createdAt = createdAt;
    }

    String name() {
        return name;
    }

    Instant createdAt() {
        return createdAt;
    }

    synchronized List<StoredImage> images() {
        return List.copyOf(images.values());
    }

    synchronized StoredImage put(StoredImage image, List<String> newTags) {
        images.putIfAbsent(image.manifest().digest(), image);
        image.variants().forEach(variant -> blobs.put(variant.configuration().digest(), variant.configuration()));
        newTags.forEach(tag -> tags.put(tag, image.manifest().digest()));
        return image;
    }

    synchronized Optional<StoredImage> byDigest(String digest) {
        return Optional.ofNullable(images.get(digest));
    }

    /** By a tag or a digest. */
    synchronized Optional<StoredImage> find(String reference) {
        return byDigest(reference.startsWith("sha256:") ? reference : tags.getOrDefault(reference, ""));
    }

    synchronized List<String> tagsOf(String digest) {
        var found = new ArrayList<String>();
        tags.forEach((tag, target) -> {
            if (target.equals(digest)) {
                found.add(tag);
            }
        });
        return found;
    }

    synchronized Optional<Blob> blob(String digest) {
        return Optional.ofNullable(blobs.get(digest));
    }

    /** Whether it is a layer of one of its images; the bytes of layers are not kept. */
    synchronized boolean hasLayer(String digest) {
        return images.values().stream()
                .flatMap(image -> image.variants().stream())
                .anyMatch(variant -> {
                    for (int i = 0; i < variant.content().layerBytes().size(); i++) {
                        if (ImageBytes.layerDigest(variant.content(), i).equals(digest)) {
                            return true;
                        }
                    }
                    return false;
                });
    }

    synchronized void replace(StoredImage image) {
        images.put(image.manifest().digest(), image);
    }

    synchronized void remove(String digest) {
        images.remove(digest);
        tags.values().removeIf(digest::equals);
    }
}
