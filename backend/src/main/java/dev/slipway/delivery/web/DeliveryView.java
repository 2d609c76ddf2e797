package dev.slipway.delivery.web;

import dev.slipway.catalog.Project;
import dev.slipway.delivery.Bucket;
import dev.slipway.delivery.Delivery;
import dev.slipway.delivery.DeliveryQuery;
import dev.slipway.delivery.DeliveryReport;
import dev.slipway.delivery.Figures;
import dev.slipway.delivery.Flaky;
import dev.slipway.delivery.PipelineTrend;
import java.util.ArrayList;
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
        List<Bucket> buckets,
        List<Table> tables,
        List<Pipeline> pipelines,
        List<Flaky> flaky) {

    /** A number with what it is of, and where the jobs behind it are. */
    record Card(String title, String value, List<Line> lines) {}

    /** @param to address of the jobs behind it, if any */
    record Line(String text, @Nullable String to) {}

    /** The same numbers for each of several. */
    record Table(String title, String of, List<Row> rows) {}

    /** @param to the same page about this one */
    record Row(
            String title,
            String to,
            String frequency,
            String fromRelease,
            String fromCommit,
            String failures,
            String restore,
            int unknown,
            String proven,
            String failed) {}

    /** How long a pipeline takes. */
    record Pipeline(String key, long jobs, String median, List<PipelineTrend.Time> times, List<Step> slowest) {}

    record Step(String title, long runs, String median, String longest) {}

    static DeliveryView of(Project project, DeliveryReport report, DeliveryForm form) {
        var query = report.query();
        Function<Behind, String> here =
                behind -> behind(form, query, behind, query.environment(), query.service(), query.team());
        return new DeliveryView(
                query,
                project.services().stream()
                        .map(Delivery::team)
                        .distinct()
                        .sorted()
                        .toList(),
                nothing(report),
                cards(report.whole(), here),
                report.buckets(),
                tables(report, form),
                report.pipelines().stream().map(DeliveryView::pipeline).toList(),
                report.flaky());
    }

    private static boolean nothing(DeliveryReport report) {
        var whole = report.whole();
        return whole.counted().isEmpty()
                && whole.unknown().isEmpty()
                && whole.cancelled().isEmpty()
                && report.pipelines().isEmpty();
    }

    private static List<Card> cards(Figures figures, Function<Behind, String> to) {
        return List.of(
                new Card(
                        "Deployment frequency",
                        Words.frequency(figures),
                        lines(
                                line(figures.proven().size() + " proven", figures.proven(), to.apply(Behind.PROVEN)),
                                line(
                                        figures.unknown().size() + " unknown",
                                        figures.unknown(),
                                        to.apply(Behind.UNKNOWN)),
                                line(
                                        figures.cancelled().size() + " cancelled",
                                        figures.cancelled(),
                                        to.apply(Behind.CANCELLED)))),
                new Card(
                        "Lead time",
                        Words.median(figures.leadFromRelease()),
                        lines(
                                new Line("from release: " + Words.most(figures.leadFromRelease(), "release"), null),
                                new Line(
                                        "from commit: " + Words.median(figures.leadFromCommit()) + "; "
                                                + Words.most(figures.leadFromCommit(), "commit"),
                                        null),
                                line(figures.led().size() + " first proven", figures.led(), to.apply(Behind.LEAD)))),
                new Card(
                        "Change failure rate",
                        Words.rate(figures.failureRate()),
                        lines(
                                line(figures.failed().size() + " failed", figures.failed(), to.apply(Behind.FAILED)),
                                line("of " + figures.counted().size(), figures.counted(), to.apply(Behind.COUNTED)))),
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
                                        to.apply(Behind.RESTORE)),
                                line(figures.open().size() + " not restored", figures.open(), to.apply(Behind.OPEN)))));
    }

    private static List<Line> lines(Line... lines) {
        return List.of(lines);
    }

    private static Line line(String text, List<?> behind, String to) {
        return new Line(text, behind.isEmpty() ? null : to);
    }

    private static List<Table> tables(DeliveryReport report, DeliveryForm form) {
        var query = report.query();
        var tables = new ArrayList<Table>();
        tables.add(new Table(
                "By environment",
                "Environment",
                report.environments().stream()
                        .map(row -> row(row, form, query, row.key(), query.service(), query.team()))
                        .toList()));
        tables.add(new Table(
                "By service",
                "Service",
                report.services().stream()
                        .map(row -> row(row, form, query, query.environment(), row.key(), null))
                        .toList()));
        tables.add(new Table(
                "By team",
                "Team",
                report.teams().stream()
                        .map(row -> row(row, form, query, query.environment(), null, row.key()))
                        .toList()));
        return tables;
    }

    private static Row row(
            DeliveryReport.Row row,
            DeliveryForm form,
            DeliveryQuery query,
            @Nullable String environment,
            @Nullable String service,
            @Nullable String team) {
        var figures = row.figures();
        return new Row(
                row.title(),
                form.address(home(query), query, environment, service, team),
                Words.frequency(figures),
                Words.median(figures.leadFromRelease()),
                Words.median(figures.leadFromCommit()),
                Words.rate(figures.failureRate()),
                Words.median(figures.timeToRestore()),
                figures.unknown().size(),
                behind(form, query, Behind.PROVEN, environment, service, team),
                behind(form, query, Behind.FAILED, environment, service, team));
    }

    private static String behind(
            DeliveryForm form,
            DeliveryQuery query,
            Behind behind,
            @Nullable String environment,
            @Nullable String service,
            @Nullable String team) {
        return form.address(home(query) + "/deployments", query, environment, service, team) + "&of=" + behind.word();
    }

    static String home(DeliveryQuery query) {
        return "/projects/" + query.project() + "/delivery";
    }

    private static Pipeline pipeline(PipelineTrend trend) {
        return new Pipeline(
                trend.pipeline(),
                trend.jobs(),
                trend.times().isEmpty()
                        ? Words.NONE
                        : Words.time(trend.times().getLast().median()),
                trend.times(),
                trend.slowest().stream()
                        .map(step -> new Step(
                                step.title(), step.runs(), Words.time(step.median()), Words.time(step.longest())))
                        .toList());
    }
}
