package simulator.ecr;

import org.jspecify.annotations.Nullable;
import simulator.Page;
import software.amazon.awssdk.services.ecr.model.DescribeImageScanFindingsResponse;
import software.amazon.awssdk.services.ecr.model.ImageScanFinding;

/** A scan as {@code DescribeImageScanFindings} tells it. */
record ScanAnswer(Scan scan) {

    DescribeImageScanFindingsResponse.Builder page(@Nullable String token, @Nullable Integer size) {
        var page = Page.of(scan.found(), token, size, 100);
        var answer = DescribeImageScanFindingsResponse.builder()
                .imageScanStatus(status -> status.status(scan.status()).description(scan.description()))
                .nextToken(page.nextToken());
        if (scan.completedAt() != null) {
            answer.imageScanFindings(findings -> findings.imageScanCompletedAt(scan.completedAt())
                    .vulnerabilitySourceUpdatedAt(scan.completedAt())
                    .findingSeverityCountsWithStrings(scan.counts())
                    .findings(page.items().stream().map(ScanAnswer::shown).toList()));
        }
        return answer;
    }

    private static ImageScanFinding shown(Scan.Vulnerability found) {
        return ImageScanFinding.builder()
                .name(found.name())
                .severity(found.severity())
                .uri(found.uri())
                .attributes(attribute -> attribute.key("package_name").value(found.packageName()))
                .build();
    }
}
