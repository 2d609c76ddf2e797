package dev.slipway.target.ecs;

import dev.slipway.artifact.Digest;
import dev.slipway.artifact.registry.ImageMissing;
import dev.slipway.artifact.registry.ImageName;
import dev.slipway.artifact.registry.Platform;
import dev.slipway.artifact.registry.Registries;
import dev.slipway.artifact.registry.Registry;
import dev.slipway.artifact.registry.RegistryUnavailable;
import dev.slipway.aws.AwsAccess;
import dev.slipway.aws.AwsClients;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecr.EcrAsyncClient;

/**
 * Knows which images an index leads to. A release may pin the index of an image for several platforms, and a task then
 * reports the image of its own platform: that is what was asked for. Asked only where the two differ.
 */
final class PlatformDigests {

    private static final int KEPT = 1_000;
    private static final long ASK_AGAIN_NANOS = Duration.ofSeconds(30).toNanos();

    private final AwsClients clients;
    private final Registries registries;
    private final Map<ImageName, Asked> asked = new ConcurrentHashMap<>();

    PlatformDigests(AwsClients clients, Registries registries) {
        this.clients = clients;
        this.registries = registries;
    }

    /** @param images what it leads to, which never changes; null when the registry did not tell */
    private record Asked(@Nullable Set<Digest> images, long nanos) {

        boolean stands() {
            return images != null || System.nanoTime() - nanos < ASK_AGAIN_NANOS;
        }
    }

    /**
     * What a container runs: the digest its task definition pins, where that leads to what is seen.
     *
     * @param image as the container's definition names it
     * @return empty when the two differ and the registry does not tell how they hang together
     */
    Optional<Digest> of(AwsAccess access, @Nullable String image, Digest seen) {
        var name = image == null ? Optional.<ImageName>empty() : pinned(image);
        var pinned = name.map(ImageName::digest);
        if (name.isEmpty() || pinned.filter(seen::equals).isPresent()) {
            return Optional.of(seen);
        }
        var images = images(access, name.get());
        return images == null ? Optional.empty() : images.contains(seen) ? pinned : Optional.of(seen);
    }

    private static Optional<ImageName> pinned(String image) {
        try {
            return Optional.of(ImageName.parse(image)).filter(name -> name.digest() != null);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private @Nullable Set<Digest> images(AwsAccess access, ImageName name) {
        var known = asked.get(name);
        if (known != null && known.stands()) {
            return known.images();
        }
        if (asked.size() > KEPT) {
            asked.clear();
        }
        var images = read(access, name);
        asked.put(name, new Asked(images, System.nanoTime()));
        return images;
    }

    private @Nullable Set<Digest> read(AwsAccess access, ImageName name) {
        var digest = name.digest();
        if (digest == null) {
            return null;
        }
        try {
            var registry = registry(access, name);
            var images = new HashSet<Digest>();
            for (var platform : registry.image(name.repository(), digest, Platform.LINUX_AMD64)
                    .platforms()) {
                var content =
                        registry.image(name.repository(), digest, platform).content();
                if (content != null) {
                    images.add(content.manifest());
                }
            }
            return Set.copyOf(images);
        } catch (ImageMissing | RegistryUnavailable e) {
            // Not told is not wrong, and not right either.
            return null;
        }
    }

    private Registry registry(AwsAccess access, ImageName name) {
        var ecr = Registries.ecr(name.host());
        if (ecr.isEmpty()) {
            return registries.oci(name);
        }
        var there = new AwsAccess(ecr.get().region(), access.role(), access.externalId(), access.endpoint());
        return registries.ecr(
                clients.get(there, EcrAsyncClient.class, EcrAsyncClient::builder),
                ecr.get().account());
    }
}
