package simulator.ecr;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import simulator.Place;

/** The repositories of an account in a region. Images are pushed with their content; every digest is that of real bytes. */
public final class Registry implements AutoCloseable {

    private final Place place;
    private final InstantSource clock;
    private final Map<String, Repository> repositories = new LinkedHashMap<>();
    private @Nullable OciEndpoint endpoint;

    public Registry(Place place, InstantSource clock) {
        this.place = place;
        this.clock = clock;
    }

    /** What references to its images begin with, such as {@code 123456789012.dkr.ecr.eu-central-1.amazonaws.com}. */
    public String host() {
        return place.registryHost();
    }

    /** The same images over the OCI distribution protocol; it starts to listen when first asked for. */
    public synchronized OciEndpoint oci() {
        var started = endpoint;
        if (started == null) {
            started = OciEndpoint.start(this);
            endpoint = started;
        }
        return started;
    }

    @Override
    public synchronized void close() {
        if (endpoint != null) {
            endpoint.close();
        }
    }

    Place place() {
        return place;
    }

    /** Creates the repository when it is not there. */
    public synchronized Registry repository(String name) {
        repositories.computeIfAbsent(name, absent -> new Repository(absent, clock.instant()));
        return this;
    }

    /** Pushes an image for one platform, found clean by a scan. Returns the digest of its manifest. */
    public synchronized String push(String repository, ImageContent content, String... tags) {
        var image = PushedImage.of(content);
        return put(repository, image.manifest(), List.of(image), tags);
    }

    /** Pushes an image for each platform and an index that leads to them. Returns the digest of the index. */
    public synchronized String pushIndex(String repository, List<ImageContent> contents, String... tags) {
        var images = contents.stream().map(PushedImage::of).toList();
        images.forEach(image -> put(repository, image.manifest(), List.of(image)));
        return put(repository, ImageBytes.index(images), images, tags);
    }

    public synchronized void scan(String repository, String digest, Scan result) {
        change(repository, digest, image -> image.scanned(result));
    }

    /** As if the image had been pushed with no scan configured. */
    public synchronized void forgetScan(String repository, String digest) {
        change(repository, digest, image -> image.scanned(null));
    }

    /** Moves it to ECR's archive: it is listed but cannot be pulled. */
    public synchronized void archive(String repository, String digest) {
        change(repository, digest, image -> image.inStatus("ARCHIVED"));
    }

    public synchronized void delete(String repository, String digest) {
        known(repository).remove(digest);
    }

    /**
     * Resolves as ECS does when a task starts.
     *
     * @param reference {@code host/repository:tag} or {@code host/repository@sha256:...}
     */
    public synchronized PulledImage pull(String reference, String platform) throws CannotPull {
        var parts = ImageReference.parse(reference);
        var repository = repositories.get(parts.repository());
        if (!isHere(parts.host()) || repository == null) {
            throw new CannotPull("pull image manifest has been retried 1 time(s): failed to resolve ref " + reference
                    + ": pull access denied, repository does not exist or may require authorization:"
                    + " authorization failed: no basic auth credentials");
        }
        var image = repository
                .find(parts.tagOrDigest())
                .filter(found -> !found.archived())
                .orElseThrow(
                        () -> new CannotPull("pull image manifest has been retried 7 time(s): failed to resolve ref "
                                + reference + ": " + reference + ": not found"));
        var variant = image.forPlatform(platform)
                .orElseThrow(() -> new CannotPull(
                        "pull image manifest has been retried 7 time(s): image Manifest does not contain descriptor"
                                + " matching platform '"
                                + platform + "'"));
        return new PulledImage(
                repository.name(), image.manifest().digest(), variant.manifest().digest(), variant.content());
    }

    private boolean isHere(String host) {
        return host.equals(host()) || (endpoint != null && host.equals(endpoint.host()));
    }

    synchronized Optional<Repository> find(String name) {
        return Optional.ofNullable(repositories.get(name));
    }

    synchronized List<Repository> all() {
        return new ArrayList<>(repositories.values());
    }

    public Instant now() {
        return clock.instant();
    }

    private String put(String repository, Blob manifest, List<PushedImage> variants, String... tags) {
        repository(repository);
        return known(repository)
                .put(
                        new StoredImage(manifest, variants, clock.instant(), Scan.clean(clock.instant()), "ACTIVE"),
                        List.of(tags))
                .manifest()
                .digest();
    }

    private void change(String repository, String digest, UnaryOperator<StoredImage> change) {
        var known = known(repository);
        known.replace(change.apply(known.byDigest(digest)
                .orElseThrow(() -> new IllegalArgumentException(repository + " has no image " + digest))));
    }

    private Repository known(String name) {
        var repository = repositories.get(name);
        if (repository == null) {
            throw new IllegalArgumentException("There is no repository " + name);
        }
        return repository;
    }
}
