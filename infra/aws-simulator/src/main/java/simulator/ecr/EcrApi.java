package simulator.ecr;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Optional;
import simulator.Fault;
import simulator.Page;
import simulator.Place;
import software.amazon.awssdk.services.ecr.model.AuthorizationData;
import software.amazon.awssdk.services.ecr.model.BatchGetImageRequest;
import software.amazon.awssdk.services.ecr.model.BatchGetImageResponse;
import software.amazon.awssdk.services.ecr.model.DescribeImageScanFindingsRequest;
import software.amazon.awssdk.services.ecr.model.DescribeImageScanFindingsResponse;
import software.amazon.awssdk.services.ecr.model.DescribeImagesRequest;
import software.amazon.awssdk.services.ecr.model.DescribeImagesResponse;
import software.amazon.awssdk.services.ecr.model.DescribeRepositoriesRequest;
import software.amazon.awssdk.services.ecr.model.DescribeRepositoriesResponse;
import software.amazon.awssdk.services.ecr.model.GetAuthorizationTokenRequest;
import software.amazon.awssdk.services.ecr.model.GetAuthorizationTokenResponse;
import software.amazon.awssdk.services.ecr.model.GetDownloadUrlForLayerRequest;
import software.amazon.awssdk.services.ecr.model.GetDownloadUrlForLayerResponse;
import software.amazon.awssdk.services.ecr.model.Image;
import software.amazon.awssdk.services.ecr.model.ImageFailure;
import software.amazon.awssdk.services.ecr.model.ImageFailureCode;
import software.amazon.awssdk.services.ecr.model.ImageIdentifier;
import software.amazon.awssdk.services.ecr.model.ListImagesRequest;
import software.amazon.awssdk.services.ecr.model.ListImagesResponse;
import software.amazon.awssdk.services.ecr.model.TagStatus;

/** ECR's calls over a {@link Registry} (AWS JSON 1.1). */
public final class EcrApi {

    private static final Duration TOKEN_LIFE = Duration.ofHours(12);

    private final Registry registry;
    private final Place place;

    public EcrApi(Registry registry) {
        this.registry = registry;
        this.place = registry.place();
    }

    public DescribeRepositoriesResponse describeRepositories(DescribeRepositoriesRequest request) {
        var found = request.hasRepositoryNames()
                ? request.repositoryNames().stream().map(this::repository).toList()
                : registry.all();
        var page = Page.of(found, request.nextToken(), request.maxResults(), 100);
        return DescribeRepositoriesResponse.builder()
                .repositories(page.items().stream().map(this::shown).toList())
                .nextToken(page.nextToken())
                .build();
    }

    public DescribeImagesResponse describeImages(DescribeImagesRequest request) {
        var repository = repository(request.repositoryName());
        var details = new ImageDetails(repository, place);
        if (request.hasImageIds()) {
            return DescribeImagesResponse.builder()
                    .imageDetails(request.imageIds().stream()
                            .map(id -> details.of(image(repository, id)))
                            .toList())
                    .build();
        }
        var wanted = new ImageFilter(request.filter());
        var page = Page.of(
                repository.images().stream()
                        .filter(image -> wanted.wants(image, repository))
                        .toList(),
                request.nextToken(),
                request.maxResults(),
                100);
        return DescribeImagesResponse.builder()
                .imageDetails(page.items().stream().map(details::of).toList())
                .nextToken(page.nextToken())
                .build();
    }

    public ListImagesResponse listImages(ListImagesRequest request) {
        var repository = repository(request.repositoryName());
        var tagStatus =
                request.filter() == null ? TagStatus.ANY : request.filter().tagStatus();
        var ids = new ArrayList<ImageIdentifier>();
        for (var image : repository.images()) {
            var digest = image.manifest().digest();
            var tags = repository.tagsOf(digest);
            if (tags.isEmpty() && tagStatus != TagStatus.TAGGED) {
                ids.add(ImageIdentifier.builder().imageDigest(digest).build());
            }
            if (tagStatus != TagStatus.UNTAGGED) {
                tags.forEach(tag -> ids.add(ImageIdentifier.builder()
                        .imageDigest(digest)
                        .imageTag(tag)
                        .build()));
            }
        }
        var page = Page.of(ids, request.nextToken(), request.maxResults(), 100);
        return ListImagesResponse.builder()
                .imageIds(page.items())
                .nextToken(page.nextToken())
                .build();
    }

    public BatchGetImageResponse batchGetImage(BatchGetImageRequest request) {
        var repository = repository(request.repositoryName());
        var images = new ArrayList<Image>();
        var failures = new ArrayList<ImageFailure>();
        for (var id : request.imageIds()) {
            var found = find(repository, id);
            if (found.isEmpty()) {
                failures.add(failure(id, ImageFailureCode.IMAGE_NOT_FOUND, "Requested image not found"));
            } else if (found.get().archived()) {
                failures.add(failure(id, ImageFailureCode.IMAGE_INACCESSIBLE, "Requested image is archived"));
            } else {
                images.add(image(repository, id, found.get()));
            }
        }
        return BatchGetImageResponse.builder().images(images).failures(failures).build();
    }

    public DescribeImageScanFindingsResponse describeImageScanFindings(DescribeImageScanFindingsRequest request) {
        var repository = repository(request.repositoryName());
        var image = image(repository, request.imageId());
        var scan = Optional.ofNullable(image.scan())
                .orElseThrow(() -> new Fault(
                        "ScanNotFoundException",
                        "Image scan does not exist for the image with '" + described(request.imageId())
                                + "' in the repository with name '" + repository.name()
                                + "' in the registry with id '" + place.account() + "'"));
        return new ScanAnswer(scan)
                .page(request.nextToken(), request.maxResults())
                .registryId(place.account())
                .repositoryName(repository.name())
                .imageId(request.imageId().toBuilder()
                        .imageDigest(image.manifest().digest())
                        .build())
                .build();
    }

    public GetAuthorizationTokenResponse getAuthorizationToken(GetAuthorizationTokenRequest request) {
        var token = Base64.getEncoder()
                .encodeToString(("AWS:" + registry.oci().password()).getBytes(StandardCharsets.UTF_8));
        return GetAuthorizationTokenResponse.builder()
                .authorizationData(AuthorizationData.builder()
                        .authorizationToken(token)
                        .expiresAt(registry.now().plus(TOKEN_LIFE))
                        .proxyEndpoint(registry.oci().url().toString())
                        .build())
                .build();
    }

    public GetDownloadUrlForLayerResponse getDownloadUrlForLayer(GetDownloadUrlForLayerRequest request) {
        var repository = repository(request.repositoryName());
        if (repository.blob(request.layerDigest()).isEmpty() && !repository.hasLayer(request.layerDigest())) {
            throw new Fault(
                    "LayersNotFoundException",
                    "The layer with digest '" + request.layerDigest() + "' does not exist in the repository with name '"
                            + repository.name() + "' in the registry with id '" + place.account() + "'");
        }
        return GetDownloadUrlForLayerResponse.builder()
                .layerDigest(request.layerDigest())
                .downloadUrl(registry.oci()
                        .download(repository.name(), request.layerDigest())
                        .toString())
                .build();
    }

    private Repository repository(String name) {
        return registry.find(name)
                .orElseThrow(() -> new Fault(
                        "RepositoryNotFoundException",
                        "The repository with name '" + name + "' does not exist in the registry with id '"
                                + place.account() + "'"));
    }

    private StoredImage image(Repository repository, ImageIdentifier id) {
        return find(repository, id)
                .orElseThrow(() -> new Fault(
                        "ImageNotFoundException",
                        "The image with imageId {" + described(id)
                                + "} does not exist within the repository with name '" + repository.name()
                                + "' in the registry with id '" + place.account() + "'"));
    }

    private static Optional<StoredImage> find(Repository repository, ImageIdentifier id) {
        return repository.find(id.imageDigest() != null ? id.imageDigest() : id.imageTag());
    }

    private Image image(Repository repository, ImageIdentifier id, StoredImage found) {
        return Image.builder()
                .registryId(place.account())
                .repositoryName(repository.name())
                .imageId(id.toBuilder().imageDigest(found.manifest().digest()).build())
                .imageManifest(found.manifest().text())
                .imageManifestMediaType(found.manifest().mediaType())
                .build();
    }

    private static ImageFailure failure(ImageIdentifier id, ImageFailureCode code, String reason) {
        return ImageFailure.builder()
                .imageId(id)
                .failureCode(code)
                .failureReason(reason)
                .build();
    }

    private static String described(ImageIdentifier id) {
        return id.imageDigest() != null ? "imageDigest:'" + id.imageDigest() + "'" : "imageTag:'" + id.imageTag() + "'";
    }

    private software.amazon.awssdk.services.ecr.model.Repository shown(Repository repository) {
        return software.amazon.awssdk.services.ecr.model.Repository.builder()
                .registryId(place.account())
                .repositoryName(repository.name())
                .repositoryArn(place.arn("ecr", "repository/" + repository.name()))
                .repositoryUri(registry.host() + "/" + repository.name())
                .createdAt(repository.createdAt())
                .imageTagMutability("IMMUTABLE")
                .imageScanningConfiguration(scanning -> scanning.scanOnPush(true))
                .build();
    }
}
