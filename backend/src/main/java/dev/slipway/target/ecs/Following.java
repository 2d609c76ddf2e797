package dev.slipway.target.ecs;

import dev.slipway.aws.AwsUnavailable;
import dev.slipway.target.CancelMode;
import dev.slipway.target.DeploymentRefused;
import dev.slipway.target.Proof;
import dev.slipway.target.TargetEvent.Level;
import dev.slipway.target.ecs.Ledger.Overtaken;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.ServiceDeployment;

/** Moves a deployment on by one look: what is new is told, and what its standing at ECS calls for is done. */
record Following(Look look, TaskLogs logs) {

    private static final Duration NOT_SEEN_YET = Duration.ofMinutes(1);

    /** Looks once; the look then says how far it is. */
    void advance() throws AwsUnavailable, Overtaken {
        try {
            step();
        } catch (DeploymentRefused e) {
            look.deployment.fail("the way back failed too: " + e.getMessage(), Proof.none(look.now));
        }
    }

    private void step() throws AwsUnavailable, Overtaken, DeploymentRefused {
        var deployment = look.deployment;
        var attempt = deployment.current();
        if (attempt.id == null) {
            new WayBack(look).begin(attempt);
        }
        var settings = attempt.revision.ecs();
        var service = look.cloud.service(settings.place());
        if (service.isEmpty()) {
            missing(settings);
            return;
        }
        var news = new Reporting(look.cloud, logs, deployment, look.now).tell(settings, service.get());
        var found = new ServiceDeployments(look).of(settings, attempt, service.get());
        look.summarize(service.get(), found, news);
        if (deployment.emptying != null) {
            new WayBack(look).empty(service.get());
        } else if (deployment.cancelled == CancelMode.LEAVE_AS_IS) {
            new Concluding(look).left(settings, service.get());
        } else {
            act(settings, attempt, service.get(), found);
        }
    }

    private void missing(EcsSettings settings) {
        if (look.now.isBefore(look.deployment.startedAt.plus(NOT_SEEN_YET))) {
            look.summary = "ECS does not list the service yet";
            return;
        }
        look.deployment.cause = EcsDeployment.Cause.DELETED;
        look.deployment.fail(
                "the service " + settings.place() + " was deleted while it was deployed to", Proof.none(look.now));
    }

    private void act(EcsSettings settings, Attempt attempt, Service service, @Nullable ServiceDeployment found)
            throws AwsUnavailable, Overtaken, DeploymentRefused {
        var deployment = look.deployment;
        switch (Standing.of(String.valueOf(attempt.id), service, found)) {
            case Standing.UnderWay way -> {
                stage(attempt, found, way.stage());
                new WayBack(look).limit(settings, attempt, found);
            }
            case Standing.Paused paused -> new Deciding(look).paused(paused);
            case Standing.Baking _ -> {
                stage(attempt, found, "BAKE_TIME");
                new WayBack(look).limit(settings, attempt, found);
                new Deciding(look).baking(settings);
            }
            case Standing.RollingBack back -> {
                deployment.trouble(back.why());
                look.summary = "ECS rolls back: " + deployment.trouble;
            }
            case Standing.Finished _ -> new Concluding(look).finished(settings, attempt, service);
            case Standing.RolledBack back -> {
                deployment.trouble(back.why());
                new Concluding(look).rolledBack(settings, attempt, service);
            }
            case Standing.Failed failed -> {
                deployment.trouble(failed.why());
                new WayBack(look).failed(attempt);
            }
            case Standing.RollbackFailed failed -> {
                deployment.trouble(failed.why());
                deployment.fail("the way back failed too: " + deployment.trouble, Proof.none(look.now));
            }
            case Standing.Superseded other -> new Concluding(look).superseded(other);
        }
    }

    private void stage(Attempt attempt, @Nullable ServiceDeployment found, String stage) {
        if (!stage.isEmpty() && found != null && look.deployment.told.add("stage " + attempt.id + " " + stage)) {
            look.event(Level.INFO, "Stage " + stage);
        }
        var share = Standings.share(found).filter(percent -> percent > 0);
        if (share.isPresent() && look.deployment.told.add("share " + attempt.id + " " + share.get())) {
            look.event(Level.INFO, share.get() + " % of the traffic goes to " + attempt.revision.version());
        }
    }
}
