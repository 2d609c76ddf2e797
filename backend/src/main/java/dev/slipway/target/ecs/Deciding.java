package dev.slipway.target.ecs;

import dev.slipway.aws.Aws;
import dev.slipway.aws.AwsUnavailable;
import dev.slipway.target.CancelMode;
import dev.slipway.target.DeploymentRefused;
import dev.slipway.target.DurationText;
import dev.slipway.target.ShiftsTraffic.Decision;
import dev.slipway.target.TargetEvent.Level;
import dev.slipway.target.ecs.Ledger.Overtaken;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import software.amazon.awssdk.services.ecs.model.DeploymentLifecycleHookAction;
import software.amazon.awssdk.services.ecs.model.ServiceDeployment;

/** What people decide while a deployment is under way: at a pause, during the bake time, or to end it. */
record Deciding(Look look) {

    private static final String BAKE = "bake";
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm 'UTC on' d MMMM", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    /** Asks at a pause, unless the answer is on its way. */
    void paused(Standing.Paused paused) {
        var deployment = look.deployment;
        if (deployment.answers.containsKey(paused.hook())) {
            look.summary = "Going on after the pause at " + paused.stage();
            return;
        }
        var expires = paused.expires();
        look.ask(
                paused.hook(),
                "The deployment of " + deployment.version() + " pauses at " + paused.stage() + ". Go on?"
                        + (expires == null
                                ? ""
                                : " If nobody answers by " + CLOCK.format(expires) + ", ECS rolls back."));
    }

    /** Asks during the bake time where the placement wants that. */
    void baking(EcsSettings settings) {
        var deployment = look.deployment;
        var strategy = settings.rollout().strategy();
        if (strategy != null && strategy.decideAtBake() && !deployment.answers.containsKey(BAKE)) {
            look.ask(
                    BAKE,
                    "All traffic goes to " + deployment.version() + ". Keep it? If nobody answers, it stays when its "
                            + DurationText.print(strategy.bake()) + " of bake time are over.");
        }
        look.summary = "Baking: " + look.summary;
        look.again = Duration.ofSeconds(5);
    }

    /** Ends it in the way that was asked for; further looks then lead to the verdict. */
    void cancel(CancelMode mode) throws AwsUnavailable, Overtaken, DeploymentRefused {
        var deployment = look.deployment;
        deployment.cancelled = mode;
        look.event(Level.WARN, "Cancel was asked for: " + mode);
        var attempt = deployment.current();
        var settings = attempt.revision.ecs();
        var service = look.cloud.service(settings.place());
        if (mode != CancelMode.ROLL_BACK || attempt.id == null || service.isEmpty()) {
            return;
        }
        var found = new ServiceDeployments(look).of(settings, attempt, service.get());
        switch (Standing.of(String.valueOf(attempt.id), service.get(), found)) {
            case Standing.UnderWay _, Standing.Paused _, Standing.Baking _ -> {
                deployment.trouble("it was cancelled");
                new WayBack(look).stop(settings, attempt, found);
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
        var deployment = look.deployment;
        if (deployment.ended() || deployment.answers.containsKey(name)) {
            return;
        }
        var attempt = deployment.current();
        var settings = attempt.revision.ecs();
        var service = look.cloud.service(settings.place());
        var found = service.isEmpty() ? null : new ServiceDeployments(look).of(settings, attempt, service.get());
        if (found == null) {
            return;
        }
        if (!name.equals(BAKE)) {
            answer(settings, found, name, decision);
        } else if (decision == Decision.ROLL_BACK) {
            deployment.cause = EcsDeployment.Cause.DECIDED;
            deployment.trouble("a person decided to roll back during the bake time");
            new WayBack(look).stop(settings, attempt, found);
        }
        deployment.answers.put(name, decision.name());
        look.event(Level.INFO, "Decided: " + decision);
    }

    private void answer(EcsSettings settings, ServiceDeployment found, String hook, Decision decision)
            throws AwsUnavailable {
        if (decision == Decision.ROLL_BACK) {
            look.deployment.cause = EcsDeployment.Cause.DECIDED;
            look.deployment.trouble("a person decided to roll back at a pause");
        }
        Aws.await(look.cloud
                .ecs(settings.place().access())
                .continueServiceDeployment(request -> request.serviceDeploymentArn(found.serviceDeploymentArn())
                        .hookId(hook)
                        .action(
                                decision == Decision.GO_ON
                                        ? DeploymentLifecycleHookAction.CONTINUE
                                        : DeploymentLifecycleHookAction.ROLLBACK)));
    }
}
