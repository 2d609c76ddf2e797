package dev.slipway.approval;

import dev.slipway.artifact.ArtifactReference;
import dev.slipway.artifact.Digest;
import dev.slipway.job.Job;
import dev.slipway.job.JobEffects;
import dev.slipway.job.JobOrder;
import dev.slipway.job.JobPlacement;
import dev.slipway.job.JobPreview;
import dev.slipway.pipeline.StepDefinition;
import dev.slipway.target.ConfigurationValue;
import dev.slipway.target.Revision;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Puts what a job would do into the form that approvals sign. Of secrets only digests of their references are in it. Blocks. */
@Component
class Effects {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String CANNOT_BE_TOLD = "cannot be told";

    private final JobEffects effects;

    Effects(JobEffects effects) {
        this.effects = effects;
    }

    /**
     * What would happen now.
     *
     * @param effect from what the job goes by
     * @param defined the same with pipeline and placements as they are defined now
     */
    record Found(Effect effect, Effect defined) {}

    Found of(Job job) {
        var found = effects.of(job);
        return new Found(
                effect(job.project(), found.order(), found.steps()),
                effect(job.project(), found.defined(), found.steps()));
    }

    /** What the job goes by, without finding out what is to be done. */
    static Effect order(Job job) {
        return effect(job.project(), job.order(), List.of());
    }

    static Effect effect(String project, JobOrder order, List<JobPreview.PlannedStep> steps) {
        var content = JSON.createObjectNode();
        content.put("format", 1);
        content.put("project", project);
        content.put("environment", order.environment());
        content.put("onFailure", order.onFailure().name());
        var pipeline = content.putObject("pipeline");
        pipeline.put("key", order.pipeline().key());
        pipeline.put("version", order.pipeline().version());
        order.pipeline().steps().forEach(step -> step(pipeline.withObjectProperty("steps"), step));
        var placements = content.putObject("placements");
        order.placements().forEach(placement -> placement(placements.putObject(placement.service()), placement));
        var actions = content.putObject("actions");
        steps.forEach(step -> told(actions.putArray(step.name()), step));
        var hidden = content.deepCopy();
        hide(hidden);
        return Effect.of(hidden);
    }

    /** References of secrets are not for everybody who may look; their digest changes whenever they do. */
    private static void hide(JsonNode node) {
        if (node instanceof ObjectNode object
                && object.size() == 1
                && object.path("secret").isString()) {
            var reference = object.path("secret").stringValue();
            object.put(
                    "secret",
                    Digest.of(reference.getBytes(StandardCharsets.UTF_8)).abbreviated());
        } else {
            node.values().forEach(Effects::hide);
        }
    }

    private static void step(ObjectNode steps, StepDefinition step) {
        var to = steps.putObject(step.name());
        to.put("kind", step.kind());
        to.set("settings", step.settings());
        step.needs().forEach(to.putArray("needs")::add);
        to.put("when", step.when().name());
        to.put("timeout", step.timeout() == null ? "" : step.timeout().toString());
        to.put("attempts", step.retry().attempts());
        to.put("perService", step.perService());
        to.put("parallel", step.parallel());
    }

    private static void placement(ObjectNode to, JobPlacement placement) {
        to.put("target", placement.target().toString());
        var revision = placement.revision();
        if (revision == null) {
            to.set("settings", placement.settings().json());
            configuration(to.putObject("configuration"), placement.configuration());
        } else {
            revision(to, revision);
        }
        var before = placement.lastVerified();
        if (before == null) {
            to.putNull("replaces");
        } else {
            revision(to.putObject("replaces"), before);
        }
    }

    private static void revision(ObjectNode to, Revision revision) {
        to.put("version", revision.version());
        var artifacts = to.putObject("artifacts");
        for (ArtifactReference artifact : revision.artifacts()) {
            artifacts.put(artifact.name(), artifact.digest().toString());
        }
        to.set("settings", revision.settings().json());
        configuration(to.putObject("configuration"), revision.configuration());
    }

    private static void configuration(ObjectNode to, Map<String, ConfigurationValue> values) {
        values.forEach((name, value) -> {
            switch (value) {
                case ConfigurationValue.Plain plain -> to.put(name, plain.value());
                case ConfigurationValue.Secret secret ->
                    to.putObject(name).put("secret", secret.reference().toString());
            }
        });
    }

    private static void told(ArrayNode to, JobPreview.PlannedStep step) {
        step.actions().forEach(action -> to.add(action.contains(CANNOT_BE_TOLD) ? Effect.UNTOLD : action));
    }
}
