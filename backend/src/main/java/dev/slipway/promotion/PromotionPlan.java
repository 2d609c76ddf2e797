package dev.slipway.promotion;

import dev.slipway.catalog.Environment;
import dev.slipway.catalog.Project;
import dev.slipway.job.JobRequest;
import dev.slipway.job.JobRequest.ServiceVersion;
import dev.slipway.job.OnFailure;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A request with everything it names looked up. */
record PromotionPlan(
        Project project, Environment source, Environment target, List<Promotion.Item> items, PromotionRequest request) {

    PromotionPlan {
        items = List.copyOf(items);
    }

    String pipeline() {
        return Objects.requireNonNullElse(request.terms().pipeline(), items.size() > 1 ? "full-deploy" : "deploy");
    }

    boolean automatic() {
        return request.actor().kind() == dev.slipway.audit.Actor.Kind.SYSTEM;
    }

    /** @param number of the promotion; null while it is only looked at */
    JobRequest job(@Nullable Long number) {
        var note = request.terms().note();
        return new JobRequest(
                project.key(),
                pipeline(),
                target.key(),
                items.stream()
                        .map(item -> new ServiceVersion(item.service(), item.version()))
                        .toList(),
                false,
                automatic() ? OnFailure.FAIL : OnFailure.ASK,
                null,
                (number == null ? "Promotion" : "Promotion #" + number) + " from " + source.key()
                        + (note == null ? "" : ": " + note),
                request.actor());
    }
}
