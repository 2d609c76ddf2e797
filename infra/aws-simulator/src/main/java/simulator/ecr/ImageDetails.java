package simulator.ecr;

import simulator.Place;
import software.amazon.awssdk.services.ecr.model.ImageDetail;

/** An image as {@code DescribeImages} tells it. */
record ImageDetails(Repository repository, Place place) {

    ImageDetail of(StoredImage image) {
        var detail = ImageDetail.builder()
                .registryId(place.account())
                .repositoryName(repository.name())
                .imageDigest(image.manifest().digest())
                .imageTags(repository.tagsOf(image.manifest().digest()))
                .imageSizeInBytes(image.size())
                .imagePushedAt(image.pushedAt())
                .imageManifestMediaType(image.manifest().mediaType())
                .imageStatus(image.status());
        var scan = image.scan();
        if (scan != null) {
            detail.imageScanStatus(status -> status.status(scan.status()).description(scan.description()));
            if (scan.completedAt() != null) {
                detail.imageScanFindingsSummary(summary -> summary.imageScanCompletedAt(scan.completedAt())
                        .vulnerabilitySourceUpdatedAt(scan.completedAt())
                        .findingSeverityCountsWithStrings(scan.counts()));
            }
        }
        return detail.build();
    }
}
