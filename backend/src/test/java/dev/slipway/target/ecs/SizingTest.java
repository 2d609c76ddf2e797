package dev.slipway.target.ecs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.target.Size;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import simulator.scaling.Scaling;
import software.amazon.awssdk.services.ecs.model.CPUArchitecture;
import software.amazon.awssdk.services.ecs.model.CapacityProviderStrategyItem;
import software.amazon.awssdk.services.ecs.model.Compatibility;
import software.amazon.awssdk.services.ecs.model.LaunchType;
import software.amazon.awssdk.services.ecs.model.NetworkMode;
import software.amazon.awssdk.services.ecs.model.OSFamily;

/** What a service on ECS reserves, as simulated over AWS's own wire protocols. */
class SizingTest {

    @Test
    void taskDefinitionCountAndLoadBalancerShouldBeTold() throws Exception {
        try (var stage = new EcsStage()) {
            stage.service().running(stage.reference("1.0.0"));

            var size = stage.target().size(EcsStage.KEY, stage.settings()).orElseThrow();

            assertThat(size.region()).isEqualTo("eu-central-1");
            assertThat(size.plan()).isEqualTo("fargate-linux-x86");
            assertThat(size.instance()).isEqualTo(new Size.Instance(256, 512, 20));
            assertThat(size.count()).isEqualTo(Size.Count.fixed(2, Size.Spot.NONE));
            assertThat(size.balancers()).singleElement().satisfies(balancer -> {
                assertThat(balancer.name()).isEqualTo("prod");
                assertThat(balancer.kind()).isEqualTo("application");
            });
        }
    }

    @Test
    void boundsOfAutoScalingShouldBeTheRange() throws Exception {
        try (var stage = new EcsStage()) {
            stage.service().running(stage.reference("1.0.0"));
            stage.cloud.in(EcsStage.PLACE).scaling().bounds(Scaling.resource("prod", "user"), 1, 6);

            var count = stage.target()
                    .size(EcsStage.KEY, stage.settings())
                    .orElseThrow()
                    .count();

            assertThat(count).isEqualTo(new Size.Count(2, 1, 6, Size.Spot.NONE));
        }
    }

    @Test
    void sharesOfSpotShouldBeTold() throws Exception {
        try (var stage = new EcsStage()) {
            stage.service()
                    .alone()
                    .with(service -> service.launchType((LaunchType) null)
                            .capacityProviderStrategy(provider("FARGATE", 1, 1), provider("FARGATE_SPOT", 0, 3)))
                    .running(stage.reference("1.0.0"));

            var size = stage.target().size(EcsStage.KEY, stage.settings()).orElseThrow();

            assertThat(size.plan()).isEqualTo("fargate-linux-x86");
            assertThat(size.count().spot()).isEqualTo(new Size.Spot(1, 1, 0, 3));
            assertThat(size.balancers()).isEmpty();
        }
    }

    @Test
    void anotherFamilyShouldShowAsTheNextSize() throws Exception {
        try (var stage = new EcsStage()) {
            stage.service().running(stage.reference("1.0.0"));
            stage.client()
                    .registerTaskDefinition(request -> request.family("user-large")
                            .cpu("1024")
                            .memory("4096")
                            .networkMode(NetworkMode.AWSVPC)
                            .requiresCompatibilities(Compatibility.FARGATE)
                            .ephemeralStorage(disk -> disk.sizeInGiB(50))
                            .runtimePlatform(platform -> platform.cpuArchitecture(CPUArchitecture.ARM64)
                                    .operatingSystemFamily(OSFamily.LINUX))
                            .containerDefinitions(container -> container
                                    .name("user")
                                    .image(stage.reference("1.0.0"))
                                    .essential(true)))
                    .join();
            var settings = stage.settings("\"family\": \"user-large\"").settings();

            var after = stage.target().sizeAfter(EcsStage.KEY, settings).orElseThrow();

            assertThat(after.plan()).isEqualTo("fargate-linux-arm");
            assertThat(after.instance()).isEqualTo(new Size.Instance(1024, 4096, 50));
            assertThat(stage.target().size(EcsStage.KEY, settings).orElseThrow().instance())
                    .isEqualTo(new Size.Instance(256, 512, 20));
        }
    }

    @Test
    void aDeploymentThatWouldBeRefusedShouldHaveNoSize() throws Exception {
        try (var stage = new EcsStage()) {
            stage.ecs.cluster("prod");

            assertThat(stage.target().sizeAfter(EcsStage.KEY, stage.settings())).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 0", "2, 1", "5, 3", "9, 6"})
    void firstTheBasesAndThenByWeight(int instances, int spot) {
        assertThat(new Size.Spot(1, 1, 0, 3).of(instances)).isEqualTo(spot);
        assertThat(Size.Spot.NONE.of(instances)).isZero();
    }

    @Test
    void everyInstanceShouldBeSpotWhereNothingElseIsAskedFor() {
        assertThat(List.of(1, 2, 7))
                .allSatisfy(instances ->
                        assertThat(new Size.Spot(0, 0, 0, 1).of(instances)).isEqualTo(instances));
    }

    private static CapacityProviderStrategyItem provider(String name, int base, int weight) {
        return CapacityProviderStrategyItem.builder()
                .capacityProvider(name)
                .base(base)
                .weight(weight)
                .build();
    }
}
