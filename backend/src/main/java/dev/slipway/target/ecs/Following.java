package dev.slipway.target.ecs;

import dev.slipway.artifact.ArtifactReference;
import dev.slipway.aws.Aws;
import dev.slipway.aws.AwsUnavailable;
import dev.slipway.target.CancelMode;
import dev.slipway.target.DeploymentRefused;
import dev.slipway.target.DurationText;
import dev.slipway.target.Outcome;
import dev.slipway.target.PlacementKey;
import dev.slipway.target.Progress;
import dev.slipway.target.Proof;
import dev.slipway.target.ShiftsTraffic.Decision;
import dev.slipway.target.TargetEvent.Level;
import dev.slipway.target.Verdict;
import dev.slipway.target.ecs.EcsDeployment.Kind;
import dev.slipway.target.ecs.Ledger.Overtaken;
import dev.slipway.target.ecs.Ledger.Page;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.ecs.model.DeploymentLifecycleHookAction;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.ServiceDeployment;
import software.amazon.awssdk.services.ecs.model.StopServiceDeploymentStopType;

/** One look at a deployment: what is new is told, what must be done is done, and a verdict is given once it is proven. */
final class Following {

    private static final Duration NOT_SEEN_YET = Duration.ofMinutes(1);
    private static final Duration PROVEN_WITHIN = Duration.ofMinutes(2);
    private static final Duration WRONG_FOR = Duration.ofSeconds(20);
    private static final String BAKE = "bake";

    private final Cloud cloud;
    private final Ledger ledger;
    private final TaskLogs logs;
    private final PlacementKey key;
    private final Page<EcsDeployment> page;
    private final EcsDeployment deployment;
    private final Instant now;
    private @Nullable Question question;
    private String summary = "";
    private double fraction;
    private Duration again = Duration.ofSeconds(2);

    Following(Cloud cloud, Ledger ledger, TaskLogs logs, Seen seen) {
        this.cloud = cloud;
        this.ledger = ledger;
        this.logs = logs;
        this.key = seen.key();
        this.page = seen.page();
        this.deployment = page.content;
        this.now = seen.now();
    }

    /** What is looked at, and when. */
    record Seen(PlacementKey key, Page<EcsDeployment> page, Instant now) {}

    private record Question(String key, String text) {}

    /** Looks once; {@link #progress} then says how far it is. */
    void advance() throws AwsUnavailable, Overtaken {
        try {
            step();
        } catch (DeploymentRefused e) {
            fail("the way back failed too: " + e.getMessage(), Proof.none(now));
        }
    }

    /** How far it is, with the events after the cursor. */
    Progress progress(long after) {
        var events = deployment.eventsAfter(after);
        var verdict = deployment.verdict;
        if (verdict != null) {
            var symptom = verdict.outcome() == Outcome.SUCCEEDED ? null : deployment.symptom;
            return new Progress.Ended(events, verdict, symptom);
        }
        return question == null
                ? new Progress.UnderWay(events, fraction, summary, again)
                : new Progress.Asks(events, question.key(), question.text(), fraction, again);
    }

    private void step() throws AwsUnavailable, Overtaken, DeploymentRefused {
        var attempt = deployment.current();
        if (attempt.id == null) {
            // Its portal was killed between the decision to return and the call.
            new Starting(cloud, ledger, now).start(key, page, attempt, page.token + "/back");
        }
        var settings = attempt.revision.ecs();
        var service = cloud.service(settings.place());
        if (service.isEmpty()) {
            missing(settings);
            return;
        }
        var news = new Reporting(cloud, logs, deployment, now).tell(settings, service.get());
        var found = serviceDeployment(settings, attempt, service.get());
        summarize(attempt, service.get(), found, news);
        if (deployment.emptying != null) {
            empty(service.get());
        } else if (deployment.cancelled == CancelMode.LEAVE_AS_IS) {
            left(settings, service.get());
        } else {
            act(settings, attempt, service.get(), found);
        }
    }

    private void missing(EcsSettings settings) {
        if (now.isBefore(deployment.startedAt.plus(NOT_SEEN_YET))) {
            summary = "ECS does not list the service yet";
            return;
        }
        fail("the service " + settings.place() + " was deleted while it was deployed to", Proof.none(now));
    }

    private void act(EcsSettings settings, Attempt attempt, Service service, @Nullable ServiceDeployment found)
            throws AwsUnavailable, Overtaken, DeploymentRefused {
        var id = String.valueOf(attempt.id);
        switch (Standing.of(id, service, found)) {
            case Standing.UnderWay way -> underWay(settings, attempt, found, way.stage());
            case Standing.Paused paused -> paused(settings, attempt, found, paused);
            case Standing.Baking _ -> baking(settings, attempt, found);
            case Standing.RollingBack back -> {
                trouble(back.why());
                summary = "ECS rolls back: " + deployment.trouble;
            }
            case Standing.Finished _ -> finished(settings, attempt, service);
            case Standing.RolledBack back -> {
                trouble(back.why());
                rolledBack(settings, attempt, service);
            }
            case Standing.Failed failed -> {
                trouble(failed.why());
                failed(attempt);
            }
            case Standing.RollbackFailed failed -> {
                trouble(failed.why());
                fail("the way back failed too: " + deployment.trouble, Proof.none(now));
            }
            case Standing.Superseded other -> superseded(other);
        }
    }

    private void trouble(String why) {
        if (deployment.trouble.isEmpty()) {
            // ECS's own reasons are sentences; this is a part of ours.
            deployment.trouble =
                    why.isBlank() ? "ECS gave no reason" : why.strip().replaceFirst("\\.$", "");
        }
    }

    // --- under way ---

    private void underWay(EcsSettings settings, Attempt attempt, @Nullable ServiceDeployment found, String stage)
            throws AwsUnavailable, Overtaken, DeploymentRefused {
        if (!stage.isEmpty() && found != null && deployment.told.add("stage " + attempt.id + " " + stage)) {
            deployment.event(now, Level.INFO, "Stage " + stage);
        }
        var limit = deployment.startedAt.plus(settings.timeout());
        if (deployment.stoppedAt == null && now.isAfter(limit)) {
            deployment.stoppedAt = now;
            trouble("it did not finish within " + DurationText.print(settings.timeout()));
            deployment.event(now, Level.BAD, "Stopped: " + deployment.trouble);
            stop(settings, attempt, found);
        } else if (deployment.stoppedAt != null && now.isAfter(deployment.stoppedAt.plus(settings.timeout()))) {
            fail(deployment.trouble + ", and it could not be ended either", Proof.none(now));
        }
    }

    /** Has ECS return to what was before; where it cannot, Slipway does. */
    private void stop(EcsSettings settings, Attempt attempt, @Nullable ServiceDeployment found)
            throws AwsUnavailable, Overtaken, DeploymentRefused {
        if (found != null && attempt == deployment.forward) {
            try {
                Aws.await(cloud.ecs(settings.place().access())
                        .stopServiceDeployment(request -> request.serviceDeploymentArn(found.serviceDeploymentArn())
                                .stopType(StopServiceDeploymentStopType.ROLLBACK)));
                return;
            } catch (AwsServiceException e) {
                deployment.event(now, Level.WARN, "ECS does not roll back: " + Aws.told(e));
            }
        }
        failed(attempt);
    }

    private void paused(
            EcsSettings settings, Attempt attempt, @Nullable ServiceDeployment found, Standing.Paused paused)
            throws AwsUnavailable, Overtaken, DeploymentRefused {
        if (deployment.answers.containsKey(paused.hook())) {
            summary = "Going on after the pause at " + paused.stage();
            return;
        }
        var expires = paused.expires();
        ask(
                paused.hook(),
                "The deployment of " + deployment.version() + " pauses at " + paused.stage() + ". Go on?"
                        + (expires == null ? "" : " If nobody answers by " + expires + ", ECS rolls back."));
    }

    private void baking(EcsSettings settings, Attempt attempt, @Nullable ServiceDeployment found)
            throws AwsUnavailable, Overtaken, DeploymentRefused {
        underWay(settings, attempt, found, "BAKE_TIME");
        var strategy = settings.rollout().strategy();
        if (strategy != null && strategy.decideAtBake() && !deployment.answers.containsKey(BAKE)) {
            ask(
                    BAKE,
                    "All traffic goes to " + deployment.version() + ". Keep it? If nobody answers, it stays when its "
                            + DurationText.print(strategy.bake()) + " of bake time are over.");
        }
        summary = "Baking: " + summary;
        again = Duration.ofSeconds(5);
    }

    private void ask(String name, String text) {
        question = new Question(name, text);
        again = Duration.ofSeconds(5);
        if (deployment.told.add("ask " + name)) {
            deployment.event(now, Level.WARN, text);
        }
    }

    /** Ends it in the way that was asked for; {@link #advance} then leads to the verdict. */
    void cancel(CancelMode mode) throws AwsUnavailable, Overtaken, DeploymentRefused {
        deployment.cancelled = mode;
        deployment.event(now, Level.WARN, "Cancel was asked for: " + mode);
        var attempt = deployment.current();
        var settings = attempt.revision.ecs();
        var service = cloud.service(settings.place());
        if (mode != CancelMode.ROLL_BACK || attempt.id == null || service.isEmpty()) {
            return;
        }
        var found = serviceDeployment(settings, attempt, service.get());
        switch (Standing.of(String.valueOf(attempt.id), service.get(), found)) {
            case Standing.UnderWay _, Standing.Paused _, Standing.Baking _ -> {
                trouble("it was cancelled");
                stop(settings, attempt, found);
            }
            case Standing.RollingBack _,
                    Standing.Finished _,
                    Standing.RolledBack _,
                    Standing.Failed _,
                    Standing.RollbackFailed _,
                    Standing.Superseded _ -> {}
        }
    }

    /** Hands the answer of a person to ECS. */
    void decide(String name, Decision decision) throws AwsUnavailable, Overtaken, DeploymentRefused {
        if (deployment.ended() || deployment.answers.containsKey(name)) {
            return;
        }
        var attempt = deployment.current();
        var settings = attempt.revision.ecs();
        var service = cloud.service(settings.place());
        var found = service.isEmpty() ? null : serviceDeployment(settings, attempt, service.get());
        if (found == null) {
            return;
        }
        if (name.equals(BAKE)) {
            if (decision == Decision.ROLL_BACK) {
                trouble("a person decided to roll back during the bake time");
                stop(settings, attempt, found);
            }
        } else {
            if (decision == Decision.ROLL_BACK) {
                trouble("a person decided to roll back at a pause");
            }
            Aws.await(cloud.ecs(settings.place().access())
                    .continueServiceDeployment(request -> request.serviceDeploymentArn(found.serviceDeploymentArn())
                            .hookId(name)
                            .action(
                                    decision == Decision.GO_ON
                                            ? DeploymentLifecycleHookAction.CONTINUE
                                            : DeploymentLifecycleHookAction.ROLLBACK)));
        }
        deployment.answers.put(name, decision.name());
        deployment.event(now, Level.INFO, "Decided: " + decision);
    }

    // --- over, as ECS says ---

    private void finished(EcsSettings settings, Attempt attempt, Service service)
            throws AwsUnavailable, Overtaken, DeploymentRefused {
        var running = Running.of(cloud, settings.place(), service);
        var proving = Proving.of(service, running, attempt.revision.version(), images(attempt), now);
        var primary = Standing.primary(service);
        if (proving.doubts().isEmpty()
                && primary.filter(one -> one.id().equals(attempt.id)).isPresent()) {
            proven(attempt, proving.proof());
            return;
        }
        doubted(attempt, proving, "ECS reports success, but ");
    }

    private void doubted(Attempt attempt, Proving proving, String begin)
            throws AwsUnavailable, Overtaken, DeploymentRefused {
        var since = deployment.provingSince == null ? now : deployment.provingSince;
        deployment.provingSince = since;
        again = Duration.ofSeconds(1);
        var doubt = proving.doubts().isEmpty()
                ? "another deployment is the primary one"
                : String.join("; ", proving.doubts());
        summary = "Proving: " + doubt;
        if (now.isAfter(since.plus(proving.wrong() ? WRONG_FOR : PROVEN_WITHIN))) {
            deployment.provingSince = null;
            trouble(begin + doubt);
            failed(attempt);
        }
    }

    private void proven(Attempt attempt, Proof proof) {
        var version = attempt.revision.version();
        if (attempt == deployment.back) {
            ended(
                    deployment.cancelled == null ? Outcome.ROLLED_BACK : Outcome.CANCELLED,
                    (deployment.cancelled == null ? deployment.version() + " failed: " + blame() : "Cancelled")
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
                        ? version + " ran already, and is proven again on " + tasks + "; nothing was replaced"
                        : version + " runs on " + tasks + ", healthy, by " + attempt.id;
            case FORCE -> "Replaced " + tasks + " by new ones of " + version;
            case ROLLBACK -> "Returned to " + version + ", which runs on " + tasks;
        };
        ended(deployment.kind == Kind.ROLLBACK ? Outcome.ROLLED_BACK : Outcome.SUCCEEDED, reason, proof);
    }

    private void rolledBack(EcsSettings settings, Attempt attempt, Service service)
            throws AwsUnavailable, Overtaken, DeploymentRefused {
        if (attempt == deployment.back || deployment.kind == Kind.ROLLBACK) {
            fail("the way back failed too: " + deployment.trouble, Proof.none(now));
            return;
        }
        var last = deployment.lastVerified;
        var running = Running.of(cloud, settings.place(), service);
        var images = last == null ? Map.<String, ArtifactReference>of() : images(new Attempt(last));
        var version = last == null
                ? running.serving().stream()
                        .map(Running.One::version)
                        .findFirst()
                        .orElse("nothing")
                : last.version();
        var proving = Proving.of(service, running, version, images, now);
        if (!proving.doubts().isEmpty()) {
            doubted(attempt, proving, "ECS rolled back, but ");
            return;
        }
        var before = last == null ? " (what ran before, which this portal had not verified)" : "";
        ended(
                deployment.cancelled == null ? Outcome.ROLLED_BACK : Outcome.CANCELLED,
                (deployment.cancelled == null ? deployment.version() + " failed: " + blame() + ". " : "Cancelled. ")
                        + "ECS rolled back: " + version + " runs again on "
                        + proving.proof().instances().size()
                        + " tasks" + before,
                proving.proof());
    }

    /** ECS has returned to nothing: Slipway goes back to what it has verified, if there is such a thing. */
    private void failed(Attempt attempt) throws AwsUnavailable, Overtaken, DeploymentRefused {
        if (attempt == deployment.back || deployment.kind == Kind.ROLLBACK) {
            over("the way back failed too: " + blame());
        } else if (deployment.lastVerified == null) {
            over(blame() + "; there is nothing to roll back to, because nothing was proven here before");
        } else {
            var back = new Attempt(deployment.lastVerified);
            deployment.back = back;
            deployment.event(now, Level.WARN, "Failed: " + blame() + ". Returning to " + back.revision.version());
            ledger.keep(key, page);
            new Starting(cloud, ledger, now).start(key, page, back, page.token + "/back");
            summary = "Returning to " + back.revision.version();
        }
    }

    /** What this deployment created and could not bring to life is not left crashing. */
    private void over(String why) throws AwsUnavailable, Overtaken {
        if (!deployment.created) {
            fail(why, Proof.none(now));
            return;
        }
        var settings = deployment.current().revision.ecs();
        deployment.emptying = why;
        Aws.await(cloud.ecs(settings.place().access())
                .updateService(request -> request.cluster(settings.place().cluster())
                        .service(settings.place().service())
                        .desiredCount(0)));
        deployment.event(now, Level.WARN, "The service, which this deployment created, is set to 0 tasks");
        again = Duration.ofSeconds(1);
    }

    private void empty(Service service) {
        summary = "Ending the tasks of the service that was created";
        if (service.runningCount() == 0 && service.pendingCount() == 0) {
            fail(String.valueOf(deployment.emptying), Proof.none(now));
        }
    }

    private void superseded(Standing.Superseded other) {
        var by = other.by();
        fail(
                "another deployment took its place: " + by.id() + " with " + Arn.name(by.taskDefinition()),
                Proof.none(now));
    }

    private void left(EcsSettings settings, Service service) throws AwsUnavailable {
        var running = Running.of(cloud, settings.place(), service);
        var versions = new java.util.TreeMap<String, Integer>();
        running.serving().forEach(one -> versions.merge(one.version(), 1, Integer::sum));
        var told = versions.entrySet().stream()
                .map(one -> one.getValue() + (one.getValue() == 1 ? " task of " : " tasks of ") + one.getKey())
                .toList();
        var proof = Proving.of(service, running, deployment.version(), Map.of(), now)
                .proof();
        ended(
                Outcome.CANCELLED,
                "No longer followed; ECS goes on with " + deployment.version() + " by itself. Now "
                        + (told.isEmpty() ? "nothing runs" : String.join(" and ", told) + " run"),
                proof);
    }

    // --- words ---

    private String blame() {
        return deployment.hindrance.isEmpty()
                ? deployment.trouble
                : deployment.trouble + " (ECS had no room, which is not the release's fault: " + deployment.hindrance
                        + ")";
    }

    private void fail(String why, Proof proof) {
        ended(
                deployment.cancelled == CancelMode.ROLL_BACK ? Outcome.CANCELLED : Outcome.FAILED,
                deployment.version() + " failed: " + why,
                proof);
    }

    private void ended(Outcome outcome, String reason, Proof proof) {
        deployment.verdict = new Verdict(outcome, reason, proof);
    }

    private void summarize(Attempt attempt, Service service, @Nullable ServiceDeployment found, boolean news) {
        var own = Standing.ours(String.valueOf(attempt.id), service);
        var running = own.map(one -> one.runningCount()).orElse(0);
        var desired = Math.max(1, service.desiredCount());
        fraction = Math.clamp(0.9 * running / desired, 0, 0.95);
        var breaker = Breaker.of(String.valueOf(attempt.id), service, found)
                .map(one -> ", " + one.told(deployment.startedAt, now))
                .orElse("");
        summary = running + " of " + service.desiredCount() + " tasks run " + attempt.revision.version() + breaker
                + ", " + deployment.calls + " requests to AWS";
        var last = running >= service.desiredCount();
        again = Duration.ofSeconds(news || last ? 1 : Math.min(5, 2 + deployment.quiet / 3));
    }

    private Map<String, ArtifactReference> images(Attempt attempt) throws AwsUnavailable, DeploymentRefused {
        var access = attempt.revision.ecs().place().access();
        var definition = attempt.definition != null ? attempt.definition : deployment.forward.definition;
        return NextRevision.images(
                cloud.definition(access, String.valueOf(definition)).definition(), attempt.revision);
    }

    // --- which service deployment it is ---

    private @Nullable ServiceDeployment serviceDeployment(EcsSettings settings, Attempt attempt, Service service)
            throws AwsUnavailable {
        if (deployment.withoutServiceDeployments || deployment.unchanged) {
            return null;
        }
        try {
            var known = attempt.serviceDeployment;
            return known == null
                    ? search(settings, attempt, service)
                    : described(settings, List.of(known)).orElse(null);
        } catch (AwsServiceException e) {
            deployment.withoutServiceDeployments = true;
            deployment.event(
                    now,
                    Level.WARN,
                    "ECS tells nothing of service deployments here (" + Aws.told(e)
                            + "); the verdict is read off the service's list of deployments");
            return null;
        }
    }

    private @Nullable ServiceDeployment search(EcsSettings settings, Attempt attempt, Service service)
            throws AwsUnavailable {
        var ecs = cloud.ecs(settings.place().access());
        var began = Standing.ours(String.valueOf(attempt.id), service)
                .map(one -> one.createdAt())
                .orElse(deployment.startedAt);
        var briefs = Aws.await(ecs.listServiceDeployments(
                        request -> request.cluster(settings.place().cluster())
                                .service(settings.place().service())
                                .createdAt(at -> at.after(began.minusSeconds(60)))))
                .serviceDeployments();
        if (briefs.isEmpty()) {
            return null;
        }
        var revisions = briefs.stream()
                .map(one -> one.targetServiceRevisionArn())
                .distinct()
                .limit(20)
                .toList();
        var ours = Aws.await(ecs.describeServiceRevisions(request -> request.serviceRevisionArns(revisions)))
                .serviceRevisions()
                .stream()
                .filter(one -> attempt.isRunBy(one.taskDefinition()))
                .map(one -> one.serviceRevisionArn())
                .toList();
        // Of several with this definition (a forced update) it is the one that began when the deployment did.
        var match = briefs.stream()
                .filter(one -> ours.contains(one.targetServiceRevisionArn()))
                .min(java.util.Comparator.comparing(
                        one -> Duration.between(one.createdAt(), began).abs()));
        if (match.isEmpty()) {
            return null;
        }
        attempt.serviceDeployment = match.get().serviceDeploymentArn();
        return described(settings, List.of(match.get().serviceDeploymentArn())).orElse(null);
    }

    private Optional<ServiceDeployment> described(EcsSettings settings, List<String> arns) throws AwsUnavailable {
        return Aws.await(cloud.ecs(settings.place().access())
                        .describeServiceDeployments(request -> request.serviceDeploymentArns(arns)))
                .serviceDeployments()
                .stream()
                .findFirst();
    }
}
