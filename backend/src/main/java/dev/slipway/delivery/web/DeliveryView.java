package dev.slipway.delivery.web;

import dev.slipway.catalog.Project;
import dev.slipway.delivery.Bucket;
import dev.slipway.delivery.Delivery;
import dev.slipway.delivery.DeliveryQuery;
import dev.slipway.delivery.DeliveryReport;
import dev.slipway.delivery.Figures;
import dev.slipway.delivery.Flaky;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The page of the delivery figures.
 *
 * @param empty whether nothing was deployed in the window
 */
record DeliveryView(
        DeliveryQuery query,
        List<String> teams,
        boolean empty,
        List<Card> cards,
        List<Bar> bars,
        List<Table> tables,
        List<PipelineView> pipelines,
        List<Flaky> flaky) {

    /** A number with what it is of, and where the jobs behind it are. */
    record Card(String title, String value, List<Line> lines) {}

    /** @param to address of the jobs behind it, if any */
    record Line(String text, @Nullable String to) {}

    /** The deployments of a day or week. */
    record Bar(LocalDate from, List<Part> parts) {}

    /**
     * Those of them that ended alike.
     *
     * @param to address of the jobs behind it, if any
     */
    record Part(long count, String word, @Nullable String to) {}

    /** The same numbers for each of several. */
    record Table(String title, String of, List<Row> rows) {}

    /** @param to where the page about this one is, and the jobs behind its numbers */
    record Row(
            String title,
            String frequency,
            String fromRelease,
            String fromCommit,
            String failures,
            String restore,
            int unknown,
            Places to) {}

    /** Where the jobs behind the numbers of a row are; null where there are none. */
    record Places(
            String page,
            @Nullable String proven,
            @Nullable String lead,
            @Nullable String failed,
            @Nullable String restore,
            @Nullable String unknown) {}

    static DeliveryView of(Project project, DeliveryReport report, DeliveryForm form) {
        var query = report.query();
        var addresses = new Addresses(form, query);
        return new DeliveryView(
                query,
                project.services().stream()
                        .map(Delivery::team)
                        .distinct()
                        .sorted()
                        .toList(),
                nothing(report),
                cards(report.whole(), addresses),
                report.buckets().stream().map(one -> bar(one, addresses)).toList(),
                tables(report, addresses),
                report.pipelines().stream()
                        .map(one -> PipelineView.of(one, addresses))
                        .toList(),
                report.flaky());
    }

    private static boolean nothing(DeliveryReport report) {
        var whole = report.whole();
        return whole.counted().isEmpty()
                && whole.unknown().isEmpty()
                && whole.cancelled().isEmpty()
                && report.pipelines().isEmpty();
    }

    private static List<Card> cards(Figures figures, Addresses to) {
        return List.of(
                new Card(
                        "Deployment frequency",
                        Words.frequency(figures),
                        lines(
                                line(
                                        figures.proven().size() + " proven",
                                        figures.proven(),
                                        to.deployments(Behind.PROVEN)),
                                line(
                                        figures.unknown().size() + " unknown",
                                        figures.unknown(),
                                        to.deployments(Behind.UNKNOWN)),
                                line(
                                        figures.cancelled().size() + " cancelled",
                                        figures.cancelled(),
                                        to.deployments(Behind.CANCELLED)))),
                new Card(
                        "Lead time",
                        Words.median(figures.leadFromRelease()),
                        lines(
                                new Line("from release: " + Words.most(figures.leadFromRelease(), "release"), null),
                                new Line(
                                        "from commit: " + Words.median(figures.leadFromCommit()) + "; "
                                                + Words.most(figures.leadFromCommit(), "commit"),
                                        null),
                                line(
                                        figures.led().size() + " first proven",
                                        figures.led(),
                                        to.deployments(Behind.LEAD)))),
                new Card(
                        "Change failure rate",
                        Words.rate(figures.failureRate()),
                        lines(
                                line(
                                        figures.failed().size() + " failed",
                                        figures.failed(),
                                        to.deployments(Behind.FAILED)),
                                line(
                                        "of " + figures.counted().size(),
                                        figures.counted(),
                                        to.deployments(Behind.COUNTED)))),
                new Card(
                        "Time to restore",
                        Words.median(figures.timeToRestore()),
                        lines(
                                new Line(Words.most(figures.timeToRestore(), "failure"), null),
                                line(
                                        figures.incidents().size() == 1
                                                ? "1 failure"
                                                : figures.incidents().size() + " failures",
                                        figures.incidents(),
                                        to.deployments(Behind.RESTORE)),
                                line(
                                        figures.open().size() + " not restored",
                                        figures.open(),
                                        to.deployments(Behind.OPEN)))));
    }

    private static List<Line> lines(Line... lines) {
        return List.of(lines);
    }

    private static Line line(String text, List<?> behind, String to) {
        return new Line(text, behind.isEmpty() ? null : to);
    }

    private static Bar bar(Bucket bucket, Addresses to) {
        return new Bar(
                bucket.from(),
                List.of(
                        part(bucket.proven(), "proven", bucket, Behind.PROVEN, to),
                        part(bucket.failed(), "failed or rolled back", bucket, Behind.BROKE, to),
                        part(bucket.unknown(), "unknown", bucket, Behind.UNKNOWN, to)));
    }

    private static Part part(long count, String word, Bucket bucket, Behind behind, Addresses to) {
        return new Part(count, word, count == 0 ? null : to.deployments(behind, bucket.from()));
    }

    private static List<Table> tables(DeliveryReport report, Addresses to) {
        var query = report.query();
        return List.of(
                new Table(
                        "By environment",
                        "Environment",
                        report.environments().stream()
                                .map(row -> row(row, to, row.key(), query.service(), query.team()))
                                .toList()),
                new Table(
                        "By service",
                        "Service",
                        report.services().stream()
                                .map(row -> row(row, to, query.environment(), row.key(), null))
                                .toList()),
                new Table(
                        "By team",
                        "Team",
                        report.teams().stream()
                                .map(row -> row(row, to, query.environment(), null, row.key()))
                                .toList()));
    }

    private static Row row(
            DeliveryReport.Row row,
            Addresses to,
            @Nullable String environment,
            @Nullable String service,
            @Nullable String team) {
        var figures = row.figures();
        Function<Behind, @Nullable String> behind =
                of -> of.of(figures).isEmpty() ? null : to.deployments(of, environment, service, team);
        return new Row(
                row.title(),
                Words.frequency(figures),
                Words.median(figures.leadFromRelease()),
                Words.median(figures.leadFromCommit()),
                Words.rate(figures.failureRate()),
                Words.median(figures.timeToRestore()),
                figures.unknown().size(),
                new Places(
                        to.figures(environment, service, team),
                        behind.apply(Behind.PROVEN),
                        behind.apply(Behind.LEAD),
                        behind.apply(Behind.FAILED),
                        behind.apply(Behind.RESTORE),
                        behind.apply(Behind.UNKNOWN)));
    }
}
