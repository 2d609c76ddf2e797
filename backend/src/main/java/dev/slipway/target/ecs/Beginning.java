package dev.slipway.target.ecs;

import dev.slipway.aws.AwsUnavailable;
import dev.slipway.target.DeployOrder;
import dev.slipway.target.DeploymentId;
import dev.slipway.target.DeploymentRefused;
import dev.slipway.target.ecs.EcsDeployment.Kind;
import dev.slipway.target.ecs.Ledger.Overtaken;
import java.time.Instant;
import java.util.Objects;

/**
 * How a deployment begins, once for a token: each intent is in the ledger before its call and each handle after it, and
 * what a killed portal may have done already is looked for before it is done again.
 */
record Beginning(Cloud cloud, Ledger ledger, Instant now) {

    DeploymentId of(Kind kind, DeployOrder order) throws AwsUnavailable, DeploymentRefused, Overtaken {
        var revision = admitted(order);
        var key = order.placement();
        ledger.place(key, order.revision().settings());
        var known = ledger.deploymentOf(key, order.token());
        if (known.isPresent() && known.get().content.forward.id != null) {
            return new DeploymentId(known.get().content.forward.id);
        }
        var settings = revision.ecs();
        rightAccount(settings);
        var service = cloud.service(settings.place());
        if (kind == Kind.FORCE && service.isEmpty()) {
            throw new DeploymentRefused(
                    "Nothing runs at " + settings.place() + " that could be replaced; deploy a" + " release first");
        }
        var page =
                known.isPresent() ? known.get() : ledger.begin(key, order.token(), deployment(kind, revision, order));
        var deployment = page.content;
        deployment.created = service.isEmpty() || deployment.created;
        new Starting(cloud, ledger, now).start(key, page, deployment.forward, order.token(), service);
        return new DeploymentId(Objects.requireNonNull(deployment.forward.id));
    }

    private EcsDeployment deployment(Kind kind, KeptRevision revision, DeployOrder order) {
        var last = order.lastVerified() == null ? null : KeptRevision.of(order.lastVerified());
        // Where the way back itself fails there is no point in trying the same again.
        var same = kind == Kind.ROLLBACK && last != null && last.runsTheSameAs(revision);
        var deployment = new EcsDeployment(kind, now, new Attempt(revision));
        deployment.lastVerified = same ? null : last;
        return deployment;
    }

    private static KeptRevision admitted(DeployOrder order) throws DeploymentRefused {
        var problems = EcsSettings.problems(order.revision().settings());
        if (!problems.isEmpty()) {
            var first = problems.getFirst();
            throw new DeploymentRefused("The setting " + first.path() + " " + first.rule() + ". " + first.remedy());
        }
        return KeptRevision.of(order.revision());
    }

    private void rightAccount(EcsSettings settings) throws AwsUnavailable, DeploymentRefused {
        var expected = settings.place().account();
        if (expected != null) {
            var actual = cloud.account(settings.place().access());
            if (!actual.equals(expected)) {
                throw new DeploymentRefused("The credentials belong to account " + actual
                        + ", and the placement is in account " + expected
                        + "; correct the placement's account or role");
            }
        }
    }
}
