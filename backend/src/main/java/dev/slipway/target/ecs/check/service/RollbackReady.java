package dev.slipway.target.ecs.check.service;

import dev.slipway.artifact.ArtifactReference;
import dev.slipway.artifact.registry.ImageMissing;
import dev.slipway.artifact.registry.ImageName;
import dev.slipway.aws.Aws;
import dev.slipway.target.Revision;
import dev.slipway.target.SecretReference;
import dev.slipway.target.ecs.check.Answer;
import dev.slipway.target.ecs.check.EcsCheck;
import dev.slipway.target.ecs.check.Facts;
import dev.slipway.target.ecs.check.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import software.amazon.awssdk.services.ecs.model.DescribeTaskDefinitionResponse;
import software.amazon.awssdk.services.ecs.model.SortOrder;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;
import software.amazon.awssdk.services.ecs.model.TaskDefinitionStatus;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;

/** Whether what we would return to is still there: its images, its secrets and its revision. */
@Component
final class RollbackReady implements EcsCheck {

    private static final Rule RULE = new Rule(
            Rule.Topic.SERVICE,
            "rollback-ready",
            "The release to return to has its images, secrets and an active revision, and could live with the"
                    + " migrations",
            Rule.Severity.WARN,
            "Push the image or restore the secret again, or contract in a later release; until then a failing"
                    + " deployment cannot be taken back.");

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public Answer ask(Facts facts) throws Exception {
        var verified = facts.order().lastVerified();
        if (verified == null) {
            return Answer.warns("nothing was ever proven here, so there is nothing to return to");
        }
        var troubles = new ArrayList<String>();
        for (var artifact : verified.artifacts()) {
            if (artifact.kind() == ArtifactReference.Kind.IMAGE) {
                try {
                    var name = ImageName.parse(artifact.location());
                    facts.aws().registry(name).image(name.repository(), artifact.digest(), facts.platform());
                } catch (ImageMissing e) {
                    troubles.add(String.valueOf(e.getMessage()));
                } catch (IllegalArgumentException e) {
                    troubles.add("'" + artifact.location() + "' is not where an image is");
                }
            }
        }
        var kept = kept(facts, verified);
        if (kept.isEmpty()) {
            troubles.add("no active revision of the definition runs its images");
        } else {
            for (var secret : Facts.secrets(kept.get())) {
                missing(facts, secret.valueFrom()).ifPresent(troubles::add);
            }
        }
        contract(facts).ifPresent(troubles::add);
        return troubles.isEmpty()
                ? Answer.holds(verified.version() + " as "
                        + kept.map(TaskDefinition::taskDefinitionArn)
                                .map(Ownership::name)
                                .orElse(""))
                : Answer.fails(verified.version() + ": " + String.join("; ", troubles));
    }

    /** By which an image says that its migrations take away what an older release needs. */
    private static final String MIGRATIONS = "dev.slipway.migrations";

    /** Migrations by a command are the image's own; what Flyway would apply is looked at by a check of its own. */
    private static Optional<String> contract(Facts facts) throws Exception {
        for (var image : facts.images()) {
            if ("contract".equals(facts.content(image).config().labels().get(MIGRATIONS))) {
                return Optional.of(image + " says by its label " + MIGRATIONS
                        + " that its migrations are contracting: what runs now could not live with them");
            }
        }
        return Optional.empty();
    }

    /** How many revisions are looked at. */
    private static final int LOOK_BACK = 10;

    /** The active revision that runs the verified images: the one that runs now, or one before it. */
    private static Optional<TaskDefinition> kept(Facts facts, Revision verified) throws Exception {
        var replaced = facts.replaced();
        if (replaced.isEmpty()) {
            return Optional.empty();
        }
        var now = replaced.get().taskDefinition();
        if (runs(now, verified)) {
            return Optional.of(now);
        }
        var arns = Aws.await(facts.aws()
                        .ecs()
                        .listTaskDefinitions(request -> request.familyPrefix(now.family())
                                .status(TaskDefinitionStatus.ACTIVE)
                                .sort(SortOrder.DESC)
                                .maxResults(LOOK_BACK)))
                .taskDefinitionArns();
        for (var arn : arns) {
            var definition = facts.definition(arn)
                    .map(DescribeTaskDefinitionResponse::taskDefinition)
                    .filter(one -> runs(one, verified));
            if (definition.isPresent()) {
                return definition;
            }
        }
        return Optional.empty();
    }

    private static boolean runs(TaskDefinition definition, Revision verified) {
        return definition.status() == TaskDefinitionStatus.ACTIVE
                && verified.artifacts().stream()
                        .filter(artifact -> artifact.kind() == ArtifactReference.Kind.IMAGE)
                        .allMatch(artifact -> definition.containerDefinitions().stream()
                                .anyMatch(container -> container
                                        .image()
                                        .endsWith("@" + artifact.digest().value())));
    }

    private static Optional<String> missing(Facts facts, String valueFrom) throws Exception {
        var parts = valueFrom.split(":", -1);
        if (parts.length >= 7 && parts[2].equals("secretsmanager")) {
            var arn = String.join(":", List.of(parts).subList(0, 7));
            try {
                Aws.await(facts.aws().secrets().describeSecret(request -> request.secretId(arn)));
                return Optional.empty();
            } catch (ResourceNotFoundException e) {
                return Optional.of("there is no such " + SecretReference.told(arn));
            }
        }
        return Aws.await(facts.aws().ssm().getParameters(request -> request.names(valueFrom)))
                        .invalidParameters()
                        .isEmpty()
                ? Optional.empty()
                : Optional.of("there is no such parameter, the " + SecretReference.told("ssm:" + valueFrom));
    }
}
