package simulator.ecr;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecr.model.DescribeImagesFilter;
import software.amazon.awssdk.services.ecr.model.ImageStatusFilter;
import software.amazon.awssdk.services.ecr.model.TagStatus;

/** Which images a list shows; archived ones only when they are asked for. */
record ImageFilter(@Nullable DescribeImagesFilter asked) {

    boolean wants(StoredImage image, Repository repository) {
        var tagged = !repository.tagsOf(image.manifest().digest()).isEmpty();
        return wantsTagged(tagged) && wantsStatus(image.status());
    }

    private boolean wantsTagged(boolean tagged) {
        var status = asked == null || asked.tagStatus() == null ? TagStatus.ANY : asked.tagStatus();
        return status == TagStatus.ANY || (status == TagStatus.TAGGED) == tagged;
    }

    private boolean wantsStatus(String status) {
        var wanted = asked == null || asked.imageStatus() == null ? ImageStatusFilter.ACTIVE : asked.imageStatus();
        return wanted == ImageStatusFilter.ANY || wanted.toString().equals(status);
    }
}
