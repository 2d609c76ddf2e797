package dev.slipway.job.web;

import dev.slipway.audit.Actor;
import dev.slipway.job.JobRequest;
import dev.slipway.job.OnFailure;
import dev.slipway.job.spi.WhenSame;
import dev.slipway.web.FormFields;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

/**
 * What was chosen in the deploy dialog, complete or not.
 *
 * @param services in the order of the project
 * @param versions by service; a missing one means none
 * @param ask whether a person is asked when a step has failed
 * @param whenSame what to do where a release runs already; asked in the job when it was not chosen
 * @param key makes two clicks one job
 */
record DeployChoice(
        @Nullable String pipeline,
        @Nullable String environment,
        List<String> services,
        Map<String, String> versions,
        boolean dryRun,
        boolean ask,
        WhenSame whenSame,
        @Nullable String note,
        @Nullable String key) {

    static DeployChoice of(MultiValueMap<String, String> fields) {
        var typed = new FormFields(fields);
        return new DeployChoice(
                typed.text("pipeline"),
                typed.text("environment"),
                typed.texts("service"),
                typed.startingWith("version."),
                typed.has("dryRun"),
                !"fail".equals(typed.text("onFailure")),
                whenSame(typed.text("whenSame")),
                typed.text("note"),
                typed.text("idempotencyKey"));
    }

    private static WhenSame whenSame(@Nullable String chosen) {
        return "force".equals(chosen) ? WhenSame.FORCE : "leave".equals(chosen) ? WhenSame.LEAVE : WhenSame.ASK;
    }

    JobRequest request(String project, Actor actor) {
        return new JobRequest(
                project,
                Objects.requireNonNullElse(pipeline, ""),
                Objects.requireNonNullElse(environment, ""),
                services.stream()
                        .map(service -> new JobRequest.ServiceVersion(service, versions.get(service)))
                        .toList(),
                dryRun,
                ask ? OnFailure.ASK : OnFailure.FAIL,
                key,
                note,
                actor,
                whenSame);
    }
}
