package dev.slipway.target.ecs;

import dev.slipway.artifact.ArtifactReference;
import dev.slipway.aws.AwsUnavailable;
import dev.slipway.target.DeploymentRefused;
import dev.slipway.target.Outcome;
import dev.slipway.target.Proof;
import dev.slipway.target.ecs.EcsDeployment.Kind;
import dev.slipway.target.ecs.Ledger.Overtaken;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.ecs.model.Service;

/** What is concluded once ECS says that it is done: what runs is proven, and only then there is a verdict. */
record Concluding(Look look) {

    private static final Duration PROVEN_WITHIN = Duration.ofMinutes(2);
    private static final Duration WRONG_FOR = Duration.ofSeconds(20);

    /** ECS reports success. */
    void finished(EcsSettings settings, Attempt attempt, Service service)
            throws AwsUnavailable, Overtaken, DeploymentRefused {
        var running = Running.of(look.cloud, settings.place(), service);
        var proving = Proving.of(service, running, attempt.revision.version(), images(attempt), look.now)
                .and(unsettled(settings, service));
        var primary = Standing.primary(service);
        if (proving.doubts().isEmpty()
                && primary.filter(one -> one.id().equals(attempt.id)).isPresent()) {
            proven(attempt, proving.proof());
            return;
        }
        doubted(attempt, proving, "ECS reports success, but ");
    }

    /** What was to be changed of the service while its tasks stay, and is not; a number of tasks is proven by the tasks. */
    private List<String> unsettled(EcsSettings settings, Service service) {
        var deployment = look.deployment;
        return !deployment.isSettling()
                ? List.of()
                : new ShapeDiff(new ServiceShape(settings, null))
                        .lines(service).stream()
                                .map(line -> "the setting does not hold yet: " + line)
                                .toList();
    }

    /** ECS reports that it has returned to what was before. */
    void rolledBack(EcsSettings settings, Attempt attempt, Service service)
            throws AwsUnavailable, Overtaken, DeploymentRefused {
        var deployment = look.deployment;
        if (attempt == deployment.back || deployment.kind == Kind.ROLLBACK) {
            deployment.fail("the way back failed too: " + deployment.trouble, Proof.none(look.now));
            return;
        }
        var last = deployment.lastVerified;
        var running = Running.of(look.cloud, settings.place(), service);
        var images = last == null ? Map.<String, ArtifactReference>of() : images(new Attempt(last));
        var version = last == null
                ? running.serving().stream()
                        .map(Running.One::version)
                        .findFirst()
                        .orElse("nothing")
                : last.version();
        var proving = Proving.of(service, running, version, images, look.now);
        if (!proving.doubts().isEmpty()) {
            doubted(attempt, proving, "ECS rolled back, but ");
            return;
        }
        var before = last == null ? " (what ran before, which this portal had not verified)" : "";
        deployment.end(
                deployment.cancelled == null ? Outcome.ROLLED_BACK : Outcome.CANCELLED,
                (deployment.cancelled == null
                                ? deployment.version() + " failed: " + deployment.blame() + ". "
                                : "Cancelled. ")
                        + "ECS rolled back: " + version + " runs again on "
                        + proving.proof().instances().size()
                        + " tasks" + before,
                proving.proof());
    }

    /** Another deployment is what the service is about now. */
    void superseded(Standing.Superseded other) {
        var by = other.by();
        look.deployment.cause = EcsDeployment.Cause.SUPERSEDED;
        look.deployment.fail(
                "another deployment took its place: " + by.id() + " with " + Arn.name(by.taskDefinition()),
                Proof.none(look.now));
    }

    /** A person wants it left to ECS. */
    void left(EcsSettings settings, Service service) throws AwsUnavailable {
        var deployment = look.deployment;
        var running = Running.of(look.cloud, settings.place(), service);
        var versions = new TreeMap<String, Integer>();
        running.serving().forEach(one -> versions.merge(one.version(), 1, Integer::sum));
        var told = versions.entrySet().stream()
                .map(one -> one.getValue() + (one.getValue() == 1 ? " task of " : " tasks of ") + one.getKey())
                .toList();
        var proof = Proving.of(service, running, deployment.version(), Map.of(), look.now)
                .proof();
        deployment.end(
                Outcome.CANCELLED,
                "No longer followed; ECS goes on with " + deployment.version() + " by itself. Now "
                        + (told.isEmpty() ? "nothing runs" : String.join(" and ", told) + " run"),
                proof);
    }

    private void doubted(Attempt attempt, Proving proving, String begin)
            throws AwsUnavailable, Overtaken, DeploymentRefused {
        var deployment = look.deployment;
        var since = deployment.provingSince == null ? look.now : deployment.provingSince;
        deployment.provingSince = since;
        look.again = Duration.ofSeconds(1);
        var doubt = proving.doubts().isEmpty()
                ? "another deployment is the primary one"
                : String.join("; ", proving.doubts());
        look.summary = "Proving: " + doubt;
        if (look.now.isAfter(since.plus(patience(attempt, proving)))) {
            deployment.provingSince = null;
            if (deployment.cause == null) {
                deployment.cause = proving.wrong() ? EcsDeployment.Cause.OTHER_BYTES : EcsDeployment.Cause.UNPROVEN;
            }
            deployment.trouble(begin + doubt);
            new WayBack(look).failed(attempt);
        }
    }

    /** Tasks that were added by a changed number start within no deployment, whose breaker would end it. */
    private Duration patience(Attempt attempt, Proving proving) {
        if (proving.wrong()) {
            return WRONG_FOR;
        }
        var adds = look.deployment.isSettling() && look.deployment.resized;
        return adds ? attempt.revision.ecs().timeout() : PROVEN_WITHIN;
    }

    private void proven(Attempt attempt, Proof proof) {
        var deployment = look.deployment;
        var version = attempt.revision.version();
        if (attempt == deployment.back) {
            deployment.end(
                    deployment.cancelled == null ? Outcome.ROLLED_BACK : Outcome.CANCELLED,
                    (deployment.cancelled == null
                                    ? deployment.version() + " failed: " + deployment.blame()
                                    : "Cancelled")
                            + ". Slipway returned to " + version
                            + ", which runs again on " + proof.instances().size() + " tasks",
                    proof);
            return;
        }
        var tasks = proof.instances().size() == 1
                ? "its task"
                : "all " + proof.instances().size() + " tasks";
        var reason = switch (deployment.kind) {
            case DEPLOY ->
                deployment.unchanged
                        ? version + " ran already, and is proven again on " + tasks + "; " + untouched()
                        : version + " runs on " + tasks + ", healthy, by " + attempt.id;
            case FORCE -> "Replaced " + tasks + " by new ones of " + version;
            case ROLLBACK -> "Returned to " + version + ", which runs on " + tasks;
        };
        deployment.end(deployment.kind == Kind.ROLLBACK ? Outcome.ROLLED_BACK : Outcome.SUCCEEDED, reason, proof);
    }

    private String untouched() {
        return look.deployment.isSettling()
                ? "no task was replaced, and the service was changed: "
                        + look.deployment.settled.stream()
                                .map(line -> line.replaceFirst("^. service ", ""))
                                .collect(Collectors.joining("; "))
                : "nothing was replaced";
    }

    private Map<String, ArtifactReference> images(Attempt attempt) throws AwsUnavailable, DeploymentRefused {
        var access = attempt.revision.ecs().place().access();
        var definition = attempt.definition != null ? attempt.definition : look.deployment.forward.definition;
        return NextRevision.images(
                look.cloud.definition(access, String.valueOf(definition)).definition(), attempt.revision);
    }
}
