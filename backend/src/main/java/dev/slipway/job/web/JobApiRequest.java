package dev.slipway.job.web;

import dev.slipway.audit.Actor;
import dev.slipway.job.JobRequest;
import dev.slipway.job.OnFailure;
import dev.slipway.job.spi.WhenSame;
import dev.slipway.web.FieldProblem;
import dev.slipway.web.InvalidInput;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Body of a request for a job. */
@Schema(example = """
    {"pipeline": "deploy", "environment": "dev", "services": [{"service": "web", "version": "1.1.0"}],
     "dryRun": false, "onFailure": "ASK", "note": "Friday's fixes"}\
    """)
record JobApiRequest(
        @Schema(description = "Key of the pipeline", example = "deploy") @Nullable
        String pipeline,

        @Schema(example = "dev") @Nullable String environment,

        @Schema(description = "In the order they are worked on") @Nullable
        List<Service> services,

        @Schema(description = "Version of every service that states none of its own", example = "1.1.0") @Nullable
        String version,

        @Schema(description = "Only tell every action") @Nullable
        Boolean dryRun,

        @Schema(
                description = "What happens when a step fails: ASK a person what now, or FAIL. API: FAIL if left out",
                allowableValues = {"ASK", "FAIL"})
        @Nullable
        String onFailure,

        @Schema(description = "Why, for those who read it later") @Nullable
        String note,

        @Schema(
                description = "What happens where a release runs already: ASK a person, FORCE the instances to be"
                        + " replaced all the same, or LEAVE them and only prove what runs. API: LEAVE if left out",
                allowableValues = {"ASK", "FORCE", "LEAVE"})
        @Nullable
        String whenSame) {

    /** One service with the release to run. */
    record Service(
            @Schema(example = "web") @Nullable String service,
            @Schema(example = "1.1.0") @Nullable String version) {}

    JobRequest of(String project, @Nullable String idempotencyKey, Actor actor) {
        var problems = new ArrayList<FieldProblem>();
        var pipelineKey = required("pipeline", pipeline, problems);
        var environmentKey = required("environment", environment, problems);
        var versions = new ArrayList<JobRequest.ServiceVersion>();
        var asked = services == null ? List.<Service>of() : services;
        for (var i = 0; i < asked.size(); i++) {
            var own = asked.get(i).version();
            versions.add(new JobRequest.ServiceVersion(
                    required("services[" + i + "].service", asked.get(i).service(), problems),
                    own == null ? version : own));
        }
        var failure = onFailure(problems);
        var same = whenSame(problems);
        if (!problems.isEmpty()) {
            throw new InvalidInput("The job cannot be started as it was asked for", problems);
        }
        return new JobRequest(
                project,
                pipelineKey,
                environmentKey,
                versions,
                Boolean.TRUE.equals(dryRun),
                failure,
                idempotencyKey,
                note,
                actor,
                same);
    }

    private WhenSame whenSame(List<FieldProblem> problems) {
        if (whenSame == null) {
            return WhenSame.LEAVE;
        }
        try {
            return WhenSame.valueOf(whenSame.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            problems.add(
                    new FieldProblem("whenSame", "must be ASK, FORCE or LEAVE", "Use one of them, or leave it out."));
            return WhenSame.LEAVE;
        }
    }

    private OnFailure onFailure(List<FieldProblem> problems) {
        if (onFailure == null) {
            return OnFailure.FAIL;
        }
        try {
            return OnFailure.valueOf(onFailure.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            problems.add(new FieldProblem("onFailure", "must be ASK or FAIL", "Use one of them, or leave it out."));
            return OnFailure.FAIL;
        }
    }

    private static String required(String field, @Nullable String value, List<FieldProblem> problems) {
        if (value == null || value.isBlank()) {
            problems.add(new FieldProblem(field, "must be given", "Add it."));
            return "";
        }
        return value;
    }
}
