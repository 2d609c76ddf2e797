package dev.slipway.target.ecs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.target.Outcome;
import dev.slipway.target.Progress;
import dev.slipway.testing.BesideOthers;
import org.junit.jupiter.api.Test;
import simulator.Api;

/** How many requests to AWS a deployment takes; time passes only where the target waits. */
@BesideOthers
class CallsTest {

    private static final int FEW = 60;

    @Test
    void aDeploymentShouldTakeFewCalls() throws Exception {
        try (var stage = new EcsStage()) {
            stage.service().running(stage.reference("1.0.0"));
            stage.cloud.calls().forget();
            var target = stage.target();
            var id = target.deploy(stage.order(stage.revision("1.1.0"), "token"));
            var progress = target.follow(EcsStage.KEY, id, 0);
            while (progress instanceof Progress.UnderWay way) {
                stage.cloud.clock().advance(way.lookAgain());
                progress = target.follow(EcsStage.KEY, id, 0);
            }

            assertThat(progress)
                    .isInstanceOfSatisfying(
                            Progress.Ended.class,
                            ended -> assertThat(ended.verdict().outcome()).isEqualTo(Outcome.SUCCEEDED));
            assertThat(stage.cloud.calls().count()).isLessThan(FEW);
            assertThat(stage.cloud.calls().count(Api.ECS, "DescribeServiceDeployments"))
                    .as("while the service shows nothing new, its deployment is not described")
                    .isLessThan(stage.cloud.calls().count(Api.ECS, "DescribeServices") / 2);
        }
    }

    @Test
    void aDashboardShouldAskNothingThatAJobHasJustSeen() throws Exception {
        try (var stage = new EcsStage()) {
            stage.service().running(stage.reference("1.0.0"));
            var target = stage.target();
            target.describe(EcsStage.KEY, stage.settings());
            var id = target.deploy(stage.order(stage.revision("1.1.0"), "token"));
            target.follow(EcsStage.KEY, id, 0);
            stage.cloud.calls().forget();

            var seen = target.describe(EcsStage.KEY, stage.settings());

            assertThat(seen.deployment()).isEqualTo(id);
            assertThat(stage.cloud.calls().count(Api.ECS, "DescribeServices")).isZero();
        }
    }
}
