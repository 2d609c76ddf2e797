package dev.slipway.target.ecs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.artifact.Digest;
import dev.slipway.target.Outcome;
import dev.slipway.target.Proof;
import dev.slipway.testing.BesideOthers;
import java.util.List;
import org.junit.jupiter.api.Test;
import simulator.ecr.ImageContent;
import simulator.ecs.Behaviour;

/** A release that pins the index of an image for several platforms. */
@BesideOthers
class PlatformDigestTest {

    private static final ImageContent AMD = ImageContent.exemplary("user", "1.1.0", "c0ffee", 8080);

    @Test
    void aTaskThatRunsThePlatformsImageOfTheIndexShouldBeRight() throws Exception {
        try (var stage = new EcsStage()) {
            stage.service().running(stage.reference("1.0.0"));
            var index = index(stage);
            stage.ecs.images().script(index, Behaviour.healthy().runningAs(amd(stage, index)));

            var verdict = stage.follow(stage.deploy(stage.order(stage.revision("1.1.0", index), "index")))
                    .verdict();

            assertThat(verdict.outcome()).as(verdict.reason()).isEqualTo(Outcome.SUCCEEDED);
            assertThat(verdict.proof().instances())
                    .extracting(Proof.Running::digest)
                    .containsOnly(new Digest(index));
            assertThat(stage.target().describe(EcsStage.KEY, stage.settings()).instances())
                    .extracting(one -> one.digest())
                    .containsOnly(new Digest(index));
        }
    }

    @Test
    void aTaskThatRunsAnImageTheIndexDoesNotLeadToShouldBeWrong() throws Exception {
        try (var stage = new EcsStage()) {
            stage.service().running(stage.reference("1.0.0"));
            var index = index(stage);
            stage.ecs.images().script(index, Behaviour.healthy().runningAs(stage.digest("1.0.0")));

            var verdict = stage.follow(stage.deploy(stage.order(stage.revision("1.1.0", index), "index")))
                    .verdict();

            assertThat(verdict.outcome()).as(verdict.reason()).isEqualTo(Outcome.ROLLED_BACK);
            assertThat(verdict.reason()).contains("not " + new Digest(index).abbreviated());
        }
    }

    private static String index(EcsStage stage) {
        return stage.cloud.in(EcsStage.PLACE).images().pushIndex("user", List.of(AMD, AMD.on("linux/arm64")), "1.1.0");
    }

    private static String amd(EcsStage stage, String index) throws Exception {
        return stage.cloud
                .in(EcsStage.PLACE)
                .images()
                .pull(EcsStage.PLACE.registryHost() + "/user@" + index, "linux/amd64")
                .manifestDigest();
    }
}
