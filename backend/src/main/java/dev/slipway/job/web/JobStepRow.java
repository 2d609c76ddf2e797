package dev.slipway.job.web;

import dev.slipway.job.Job;
import dev.slipway.job.JobDetail;
import dev.slipway.job.StepRun;
import dev.slipway.job.StepState;
import dev.slipway.web.Glyph;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One step of the pipeline in the step list, with its runs if there are several services.
 *
 * @param source name of the step run, by which the log can be narrowed; null when there are several
 * @param usual how long it usually takes, in words
 * @param percent how far it is, while that is known
 */
record JobStepRow(
        String title,
        @Nullable String source,
        Glyph glyph,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable String usual,
        String detail,
        @Nullable Integer percent,
        List<JobStepRow> runs) {

    /** Whether its shape says it all, so that among many it needs no second line. */
    public boolean plain() {
        return glyph.kind().equals("ok")
                || glyph.kind().equals("idle")
                || glyph.kind().equals("skip");
    }

    /** The steps of a job, as one value for one part of the page. */
    record Steps(
            @Nullable Instant startedAt,
            @Nullable Instant endedAt,
            @Nullable String usual,
            List<JobStepRow> rows) {}

    static Steps of(JobDetail detail) {
        var job = detail.job();
        var byStep = new LinkedHashMap<String, List<StepRun>>();
        job.steps()
                .forEach(run -> byStep.computeIfAbsent(run.step(), _ -> new ArrayList<>())
                        .add(run));
        var rows = byStep.values().stream()
                .map(runs -> runs.size() == 1 ? single(runs.getFirst(), detail) : several(runs, detail))
                .toList();
        var usual = detail.estimate() == null ? null : JobWords.clock(detail.estimate());
        return new Steps(job.status().startedAt(), job.status().endedAt(), usual, rows);
    }

    private static JobStepRow single(StepRun run, JobDetail detail) {
        var estimate = detail.estimates().get(run.name());
        var fraction = run.report().fraction();
        return new JobStepRow(
                run.title(),
                run.name(),
                JobGlyphs.of(run, detail.job().over()),
                run.startedAt(),
                run.endedAt(),
                estimate == null ? null : JobWords.clock(estimate),
                detail(run, detail.job()),
                run.state().underWay() && fraction >= 0 ? (int) Math.round(fraction * 100) : null,
                List.of());
    }

    private static JobStepRow several(List<StepRun> runs, JobDetail detail) {
        var rows = runs.stream()
                .map(run -> single(run, detail).called(run.service()))
                .toList();
        var worst =
                rows.stream().map(JobStepRow::glyph).reduce(JobStepRow::graver).orElseThrow();
        var over = runs.stream().allMatch(run -> run.state().over());
        return new JobStepRow(
                runs.getFirst().title(),
                null,
                worst,
                runs.stream()
                        .map(StepRun::startedAt)
                        .filter(at -> at != null)
                        .min(Instant::compareTo)
                        .orElse(null),
                over
                        ? runs.stream()
                                .map(StepRun::endedAt)
                                .filter(at -> at != null)
                                .max(Instant::compareTo)
                                .orElse(null)
                        : null,
                null,
                "",
                null,
                rows);
    }

    private JobStepRow called(@Nullable String service) {
        return new JobStepRow(
                service == null ? title : service, source, glyph, startedAt, endedAt, usual, detail, percent, runs);
    }

    private static final List<String> GRAVITY =
            List.of("idle", "skip", "ok", "warn", "wait", "unk", "run", "bad", "ask");

    private static Glyph graver(Glyph a, Glyph b) {
        return GRAVITY.indexOf(a.kind()) >= GRAVITY.indexOf(b.kind()) ? a : b;
    }

    private static String detail(StepRun run, Job job) {
        var attempt = run.attempt() > 1 ? "attempt " + run.attempt() : "";
        var answered = Objects.requireNonNullElse(JobWords.answer(run), "");
        return Stream.of(outcome(run, job), attempt, answered)
                .filter(s -> !s.isBlank())
                .collect(Collectors.joining(" · "));
    }

    private static String outcome(StepRun run, Job job) {
        var failure = run.report().failure();
        if (failure != null
                && (run.state() == StepState.IGNORED || run.report().summary().isBlank())) {
            return failure.what();
        }
        if (run.state() == StepState.PENDING) {
            return JobGlyphs.of(run, job.over()).word();
        }
        return run.report().summary();
    }
}
