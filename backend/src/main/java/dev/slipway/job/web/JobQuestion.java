package dev.slipway.job.web;

import dev.slipway.identity.Access;
import dev.slipway.identity.Permission;
import dev.slipway.job.Job;
import dev.slipway.job.Question;
import dev.slipway.job.StepRun;
import dev.slipway.job.StepState;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An open question of a step, to be answered in place.
 *
 * @param stepRun name of the step run that waits
 * @param text the question itself
 * @param rest what else is said with it, such as what happens if nobody answers; may be empty
 * @param about what failed, or null when the step itself asks
 * @param moves whether what is asked about goes on meanwhile, and the question may answer itself as its text says
 * @param noteAlways whether every answer needs a note, rather than only an ignored failure
 */
record JobQuestion(
        String project,
        long number,
        String stepRun,
        String text,
        String rest,
        @Nullable String about,
        Instant askedAt,
        @Nullable Instant expires,
        boolean moves,
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
                        .map(question -> of(job, run, question, access.may(Permission.DECIDE, job.places()))))
                .toList());
    }

    private static JobQuestion of(Job job, StepRun run, Question question, boolean answerable) {
        var failed = question.about() == Question.About.FAILURE;
        var text = question.text();
        var end = text.indexOf('?') < 0 ? text.length() : text.indexOf('?') + 1;
        var failure = run.report().failure();
        return new JobQuestion(
                job.project(),
                job.number(),
                run.name(),
                text.substring(0, end),
                text.substring(end).strip(),
                failed && failure != null ? failure.what() : null,
                question.askedAt(),
                question.expires(),
                !failed && (run.report().until() != null || run.state() == StepState.RUNNING),
                !failed,
                answerable,
                choices(question.choices(), failed));
    }

    private static List<Choice> choices(List<String> values, boolean failed) {
        var first = values.stream()
                .filter(value -> !dangerous(value, failed))
                .findFirst()
                .orElse(null);
        return values.stream()
                .map(value -> new Choice(
                        value,
                        label(value),
                        Objects.equals(value, first) ? "primary" : dangerous(value, failed) ? "danger" : ""))
                .toList();
    }

    /** After a failure the way back is the safe one. */
    private static boolean dangerous(String value, boolean failed) {
        return value.equals(Question.FAIL)
                || value.equalsIgnoreCase("stop")
                || !failed && value.equalsIgnoreCase(Question.ROLL_BACK);
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
