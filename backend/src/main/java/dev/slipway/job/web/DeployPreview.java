package dev.slipway.job.web;

import dev.slipway.job.JobPreview;
import dev.slipway.job.LockHolder;
import dev.slipway.job.spi.WhenSame;
import dev.slipway.target.Finding;
import dev.slipway.web.FieldProblem;
import dev.slipway.web.Glyph;
import dev.slipway.web.ProblemException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a deploy would do, in the order in which one wants to know it.
 *
 * @param refused why it cannot be told, with what to correct; everything else is empty then
 * @param blocks how many pre-checks would stop it
 */
record DeployPreview(
        List<Service> services,
        List<JobPreview.PlannedStep> steps,
        List<LockHolder> locks,
        @Nullable String estimate,
        long blocks,
        @Nullable Repeats repeats,
        @Nullable Refusal refused) {

    /**
     * What runs already, so that the person must say whether to replace it all the same.
     *
     * @param what services with their versions, in words
     * @param all whether that is everything the job would deploy
     */
    record Repeats(String what, boolean all, WhenSame chosen) {}

    /** Why the choice cannot become a job. */
    record Refusal(@Nullable String detail, List<FieldProblem> problems) {}

    /**
     * One service.
     *
     * @param same whether the version that is proven there is asked for again
     * @param passed how many pre-checks passed
     * @param findings those that did not, the gravest first
     */
    record Service(
            String service,
            @Nullable String from,
            @Nullable String to,
            boolean same,
            List<JobPreview.ArtifactChange> artifacts,
            List<JobPreview.ConfigurationChange> configuration,
            long passed,
            List<Check> findings,
            @Nullable String notes) {}

    /** A pre-check that did not pass. */
    record Check(Glyph glyph, String title, String evidence, String remedy) {}

    static DeployPreview of(JobPreview preview, WhenSame chosen) {
        return new DeployPreview(
                preview.services().stream().map(DeployPreview::service).toList(),
                preview.steps(),
                preview.lockedBy(),
                JobWords.about(preview.estimate()),
                preview.services().stream()
                        .flatMap(s -> s.findings().stream())
                        .filter(f -> f.result() == Finding.Result.BLOCK)
                        .count(),
                repeats(preview, chosen),
                null);
    }

    private static @Nullable Repeats repeats(JobPreview preview, WhenSame chosen) {
        var steps =
                preview.steps().stream().filter(JobPreview.PlannedStep::repeats).toList();
        if (steps.isEmpty()) {
            return null;
        }
        var repeated = preview.services().stream()
                .filter(s -> preview.services().size() == 1
                        || steps.stream().anyMatch(step -> step.name().endsWith("/" + s.service())))
                .map(s -> s.service() + (s.to() == null ? "" : " " + s.to()))
                .toList();
        return new Repeats(
                String.join(", ", repeated),
                repeated.size() == preview.services().size(),
                chosen);
    }

    static DeployPreview refused(ProblemException problem) {
        return new DeployPreview(
                List.of(), List.of(), List.of(), null, 0, null, new Refusal(problem.getMessage(), problem.problems()));
    }

    private static Service service(JobPreview.ServiceChange change) {
        return new Service(
                change.service(),
                change.from(),
                change.to(),
                change.to() != null && change.to().equals(change.from()),
                change.changedArtifacts(),
                change.configuration(),
                change.findings().stream()
                        .filter(f -> f.result() == Finding.Result.PASS)
                        .count(),
                change.findings().stream()
                        .filter(f -> f.result() != Finding.Result.PASS)
                        .sorted((a, b) -> Integer.compare(gravity(b), gravity(a)))
                        .map(f -> new Check(JobGlyphs.of(f.result()), f.title(), f.evidence(), f.remedy()))
                        .toList(),
                change.notes());
    }

    private static int gravity(Finding finding) {
        return switch (finding.result()) {
            case PASS -> 0;
            case WARN -> 1;
            case UNKNOWN -> 2;
            case BLOCK -> 3;
        };
    }
}
