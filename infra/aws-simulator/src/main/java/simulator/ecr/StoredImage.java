package simulator.ecr;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An image or an index in a repository.
 *
 * @param variants the image itself, or one for each platform of the index
 * @param scan null when it was never scanned
 * @param status in ECR's words: {@code ACTIVE}, {@code ARCHIVED} or {@code ACTIVATING}
 */
record StoredImage(
        Blob manifest,
        List<PushedImage> variants,
        Instant pushedAt,
        @Nullable Scan scan,
        String status) {

    Optional<PushedImage> forPlatform(String platform) {
        return variants.stream()
                .filter(variant -> variant.content().platform().equals(platform))
                .findFirst();
    }

    boolean isIndex() {
        return manifest.mediaType().equals(ImageBytes.INDEX);
    }

    boolean archived() {
        return status.equals("ARCHIVED");
    }

    /** An index weighs only itself; the images it leads to are counted on their own. */
    long size() {
        return isIndex() ? manifest.bytes().length : variants.getFirst().size();
    }

    StoredImage scanned(@Nullable Scan result) {
        return new StoredImage(manifest, variants, pushedAt, result, status);
    }

    StoredImage inStatus(String other) {
        return new StoredImage(manifest, variants, pushedAt, scan, other);
    }
}
