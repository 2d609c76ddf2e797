package dev.slipway.delivery.web;

import dev.slipway.delivery.RunsBehind;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The runs behind a figure of a pipeline. */
record RunsView(String title, String told, long count, List<Row> rows) {

    /** @param what the services */
    record Row(long job, String what, String environment, String took, Instant ended) {}

    /** @param step null for whole jobs */
    static RunsView of(String pipeline, @Nullable String step, RunsBehind found) {
        return new RunsView(
                step == null ? "Successful jobs of " + pipeline : "Runs of “" + title(step, found) + "” in " + pipeline,
                found.total() + (step == null ? " job" : " run") + (found.total() == 1 ? "" : "s"),
                found.total(),
                found.runs().stream().map(RunsView::row).toList());
    }

    private static String title(String step, RunsBehind found) {
        var title = found.runs().isEmpty() ? null : found.runs().getFirst().title();
        return title == null ? step : title;
    }

    private static Row row(RunsBehind.Run run) {
        var service = run.service();
        return new Row(
                run.job(),
                service == null ? String.join(", ", run.services()) : service,
                run.environment(),
                Words.time(run.took()),
                run.ended());
    }
}
