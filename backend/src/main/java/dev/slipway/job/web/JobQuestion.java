package dev.slipway.job.web;

import dev.slipway.identity.Access;
import dev.slipway.identity.Permission;
import dev.slipway.job.Job;
import dev.slipway.job.Question;
import dev.slipway.job.StepRun;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An open question of a step, to be answered in place.
 *
 * @param stepRun name of the step run that waits
 * @param about what failed, or null when the step itself asks
 * @param noteAlways whether every answer needs a note, rather than only an ignored failure
 */
record JobQuestion(
        String project,
        long number,
        String stepRun,
        String text,
        @Nullable String about,
        Instant askedAt,
        @Nullable Instant expires,
        boolean noteAlways,
        boolean answerable,
        List<Choice> choices) {

    /**
     * One answer.
     *
     * @param look class of its button: primary, danger, or nothing
     */
    record Choice(String value, String label, String look) {}

    /** The questions a job waits with, as one value for one part of the page. */
    record Open(List<JobQuestion> questions) {}

    static Open of(Job job, Access access) {
        return new Open(job.steps().stream()
                .flatMap(run -> Stream.ofNullable(run.report().question())
                        .map(question -> of(job, run, question, access.may(Permission.DECIDE))))
                .toList());
    }

    private static JobQuestion of(Job job, StepRun run, Question question, boolean answerable) {
        var failed = question.about() == Question.About.FAILURE;
        var failure = run.report().failure();
        return new JobQuestion(
                job.project(),
                job.number(),
                run.name(),
                question.text(),
                failed && failure != null ? failure.what() : null,
                question.askedAt(),
                question.expires(),
                !failed,
                answerable,
                choices(question.choices()));
    }

    private static List<Choice> choices(List<String> values) {
        var first =
                values.stream().filter(value -> !dangerous(value)).findFirst().orElse(null);
        return values.stream()
                .map(value -> new Choice(
                        value,
                        label(value),
                        Objects.equals(value, first) ? "primary" : dangerous(value) ? "danger" : ""))
                .toList();
    }

    private static boolean dangerous(String value) {
        return value.equals(Question.FAIL) || value.equalsIgnoreCase("stop");
    }

    private static String label(String value) {
        return switch (value) {
            case Question.RETRY -> "Try again";
            case Question.IGNORE -> "Ignore and go on";
            case Question.FAIL -> "End as failed";
            case Question.ROLL_BACK -> "Roll back";
            default -> value.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + value.substring(1);
        };
    }
}
