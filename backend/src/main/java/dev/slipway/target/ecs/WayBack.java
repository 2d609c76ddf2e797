package dev.slipway.target.ecs;

import dev.slipway.aws.Aws;
import dev.slipway.aws.AwsUnavailable;
import dev.slipway.target.DeploymentRefused;
import dev.slipway.target.DurationText;
import dev.slipway.target.Proof;
import dev.slipway.target.TargetEvent.Level;
import dev.slipway.target.ecs.EcsDeployment.Kind;
import dev.slipway.target.ecs.Ledger.Overtaken;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.ServiceDeployment;
import software.amazon.awssdk.services.ecs.model.StopServiceDeploymentStopType;

/** What is done for a deployment that does not succeed: ECS returns, or else Slipway, to what was verified. */
record WayBack(Look look) {

    /** Ends what takes longer than it may. */
    void limit(EcsSettings settings, Attempt attempt, @Nullable ServiceDeployment found)
            throws AwsUnavailable, Overtaken, DeploymentRefused {
        var deployment = look.deployment;
        var limit = deployment.startedAt.plus(settings.timeout());
        if (deployment.stoppedAt == null && look.now.isAfter(limit)) {
            deployment.stoppedAt = look.now;
            deployment.cause = EcsDeployment.Cause.TIME;
            deployment.trouble("it did not finish within " + DurationText.print(settings.timeout()));
            look.event(Level.BAD, "Stopped: " + deployment.trouble);
            stop(settings, attempt, found);
        } else if (deployment.stoppedAt != null && look.now.isAfter(deployment.stoppedAt.plus(settings.timeout()))) {
            deployment.fail(deployment.trouble + ", and it could not be ended either", Proof.none(look.now));
        }
    }

    /** Has ECS return to what was before; where it cannot, Slipway does. */
    void stop(EcsSettings settings, Attempt attempt, @Nullable ServiceDeployment found)
            throws AwsUnavailable, Overtaken, DeploymentRefused {
        if (found != null && attempt == look.deployment.forward) {
            try {
                Aws.await(look.cloud
                        .ecs(settings.place().access())
                        .stopServiceDeployment(request -> request.serviceDeploymentArn(found.serviceDeploymentArn())
                                .stopType(StopServiceDeploymentStopType.ROLLBACK)));
                look.cloud.deployments().forget(found.serviceDeploymentArn());
                return;
            } catch (AwsServiceException e) {
                look.event(Level.WARN, "ECS does not roll back: " + Aws.told(e));
            }
        }
        failed(attempt);
    }

    /** ECS has returned to nothing: Slipway goes back to what it has verified, if there is such a thing. */
    void failed(Attempt attempt) throws AwsUnavailable, Overtaken, DeploymentRefused {
        var deployment = look.deployment;
        if (attempt == deployment.back || deployment.kind == Kind.ROLLBACK) {
            over("the way back failed too: " + deployment.blame());
        } else if (deployment.lastVerified == null) {
            over(deployment.blame() + "; there is nothing to roll back to, because nothing was proven here before");
        } else {
            var back = new Attempt(deployment.lastVerified);
            deployment.back = back;
            look.event(Level.WARN, "Failed: " + deployment.blame() + ". Returning to " + back.revision.version());
            look.ledger.keep(look.key, look.page);
            begin(back);
            look.summary = "Returning to " + back.revision.version();
        }
    }

    /** Also once more, where its portal was killed between the decision to return and the call. */
    void begin(Attempt back) throws AwsUnavailable, Overtaken, DeploymentRefused {
        var service = look.cloud.service(back.revision.ecs().place());
        new Starting(look.cloud, look.ledger, look.now)
                .start(look.key, look.page, back, look.page.token + "/back", service);
    }

    /** What this deployment created and could not bring to life is not left crashing. */
    private void over(String why) throws AwsUnavailable {
        var deployment = look.deployment;
        if (!deployment.created) {
            deployment.fail(why, Proof.none(look.now));
            return;
        }
        var place = deployment.current().revision.ecs().place();
        deployment.emptying = why;
        Aws.await(look.cloud
                .ecs(place.access())
                .updateService(request -> request.cluster(place.cluster())
                        .service(place.service())
                        .desiredCount(0)));
        look.event(Level.WARN, "The service, which this deployment created, is set to 0 tasks");
        look.again = Duration.ofSeconds(1);
    }

    /** Ends once the tasks of the service that was created have. */
    void empty(Service service) {
        look.summary = "Ending the tasks of the service that was created";
        if (service.runningCount() == 0 && service.pendingCount() == 0) {
            look.deployment.fail(String.valueOf(look.deployment.emptying), Proof.none(look.now));
        }
    }
}
