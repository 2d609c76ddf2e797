package dev.slipway.measure;

import dev.slipway.aws.AwsAccess;
import dev.slipway.aws.AwsUnavailable;
import dev.slipway.aws.QueueDepths;
import dev.slipway.catalog.Metering;
import dev.slipway.catalog.Metering.Source;
import dev.slipway.catalog.Placement;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** A queue of Amazon SQS, asked as the placement's own role where its settings name one. */
@Component
class SqsQueue {

    private final QueueDepths depths;

    SqsQueue(QueueDepths depths) {
        this.depths = depths;
    }

    Answer ask(Placement placement, Source.Sqs source) {
        var queue = Metering.filled(source.queue(), placement.key());
        var told = QueueDepths.region(queue);
        var region = told == null ? setting(placement, "region") : told;
        if (region == null) {
            return new Answer.Untold("the queue's address does not tell its region: write its ARN");
        }
        try {
            return new Answer.Told(depths.of(access(placement, source, region), queue));
        } catch (AwsUnavailable e) {
            return new Answer.Unreachable("SQS cannot be asked: " + e.getMessage());
        } catch (QueueDepths.Refused e) {
            return new Answer.Untold("SQS refuses to tell: " + e.getMessage());
        }
    }

    private static AwsAccess access(Placement placement, Source.Sqs source, String region) {
        var endpoint = setting(placement, "endpoint");
        return source.role() == null
                ? new AwsAccess(
                        region,
                        setting(placement, "role"),
                        setting(placement, "externalId"),
                        endpoint == null ? null : URI.create(endpoint))
                : new AwsAccess(
                        region, source.role(), source.externalId(), endpoint == null ? null : URI.create(endpoint));
    }

    /** Of a placement on AWS; others have no such settings. */
    private static @Nullable String setting(Placement placement, String key) {
        return placement.settings().json().path(key).stringValueOpt().orElse(null);
    }
}
