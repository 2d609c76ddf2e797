package dev.slipway.target.ecs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.aws.AwsClients;
import dev.slipway.aws.Tally;
import dev.slipway.target.Load;
import dev.slipway.target.Measured;
import dev.slipway.target.PlacementKey;
import dev.slipway.target.TargetSettings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import simulator.Api;
import simulator.Place;
import simulator.Sessions;
import simulator.Simulator;
import simulator.cloudwatch.Series;
import simulator.ecr.ImageContent;
import simulator.ecs.ServiceSetup;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import tools.jackson.databind.json.JsonMapper;

/** Over the real SDK, against a CloudWatch that speaks its protocol. */
class ServiceLoadsTest {

    private static final Place PLACE = new Place(Sessions.DEFAULT_ACCOUNT, "eu-central-1");

    private final Simulator cloud = Simulator.start();
    private final AwsClients clients = new AwsClients(
            cloud.endpoint(),
            new SimpleMeterRegistry(),
            cloud.clock(),
            () -> StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIATEST", "secret")));
    private final Cloud aws = new Cloud(clients, EcsStage.REGISTRIES);
    private final ServiceLoads loads = new ServiceLoads(aws, new Fleet(aws));

    @AfterEach
    void close() {
        clients.destroy();
        cloud.close();
        assertThat(cloud.violations()).isEmpty();
    }

    @Test
    void loadOfAServiceShouldBeToldInThePortalsUnits() {
        service("web", setup -> setup);
        var minute = cloud.clock()
                .instant()
                .truncatedTo(java.time.temporal.ChronoUnit.MINUTES)
                .minusSeconds(60);
        cloud.in(PLACE).watch().put(Series.ofService("CPUUtilization", "prod", "web"), minute, 50);
        cloud.in(PLACE).watch().put(Series.ofService("MemoryUtilization", "prod", "web"), minute, 25);

        var measured = measured("web");

        assertThat(measured.trouble()).isEmpty();
        assertThat(measured.at()).isEqualTo(minute.plusSeconds(60));
        // Two tasks of 256 units and 512 MiB.
        assertThat(measured.load().cpuCores()).isEqualTo(0.25);
        assertThat(measured.load().memoryBytes()).isEqualTo(256.0 * 1024 * 1024);
        assertThat(measured.load().requestsPerSecond()).isBetween(5.0, 100.0);
        assertThat(measured.load().latencyMillis()).isBetween(20.0, 400.0);
        assertThat(measured.load().errorsPerSecond()).isEqualTo(0.0);
        assertThat(measured.load().queueDepth()).isNull();
    }

    @Test
    void loadShouldFollowTheNumberOfTasks() throws Exception {
        service("web", setup -> setup);
        var two = measured("web").load();
        var place = place("web");
        aws.ecs(place.access())
                .updateService(request -> request.cluster("prod").service("web").desiredCount(4))
                .get();
        cloud.clock().advance(Duration.ofMinutes(60));

        var four = measured("web").load();

        // The load is the same at the same minute of the hour; each of four has half of it to do.
        assertThat(Objects.requireNonNull(four.latencyMillis()))
                .isLessThan(Objects.requireNonNull(two.latencyMillis()));
        assertThat(Objects.requireNonNull(four.requestsPerSecond()))
                .isBetween(
                        0.7 * Objects.requireNonNull(two.requestsPerSecond()),
                        1.3 * Objects.requireNonNull(two.requestsPerSecond()));
    }

    @Test
    void serviceBehindNoLoadBalancerShouldHaveNoRequestsToTell() {
        service("worker", ServiceSetup::alone);

        var load = measured("worker").load();

        assertThat(load.cpuCores()).isNotNull();
        assertThat(load.requestsPerSecond()).isNull();
        assertThat(load.errorsPerSecond()).isNull();
    }

    @Test
    void serviceThatIsNotThereShouldHaveNothingToMeasure() {
        service("web", setup -> setup);

        assertThat(loads.of(places("gone"), cloud.clock().instant())).isEmpty();
    }

    @Test
    void fiveHundredServicesShouldBeAskedAboutInFiveCalls() {
        var names = new String[500];
        for (var i = 0; i < names.length; i++) {
            names[i] = "s" + i;
            cloud.ecs(PLACE).service("prod", names[i]).create(image());
        }
        cloud.clock().advance(Duration.ofMinutes(3));
        loads.of(places(names), cloud.clock().instant());
        var tally = new Tally();

        var all = tally.counting(() -> loads.of(places(names), cloud.clock().instant()));

        assertThat(all)
                .hasSize(500)
                .allSatisfy(
                        (_, one) -> assertThat(one.load().requestsPerSecond()).isNotNull());
        assertThat(tally.byOperation()).containsEntry("cloudwatch:GetMetricData", 5L);
    }

    @Test
    void throttledOrRefusedQuestionsShouldLeaveTheLoadUnknown() {
        service("web", setup -> setup);
        cloud.faults().on(Api.CLOUD_WATCH, "GetMetricData").denied();
        assertThat(measured("web"))
                .returns(Load.NONE, Measured::load)
                .satisfies(one -> assertThat(one.trouble()).startsWith("AWS refuses to tell"));

        cloud.faults().clear();
        assertThat(measured("web").trouble()).isEmpty();

        cloud.faults().on(Api.CLOUD_WATCH, "GetMetricData").throttled();
        assertThat(measured("web"))
                .returns(Load.NONE, Measured::load)
                .satisfies(one -> assertThat(one.trouble()).contains("AWS cannot be asked", "throttles"));
    }

    @Test
    void awsThatCannotBeReachedShouldBeSaidOfAllThatWereAskedAbout() {
        var nowhere = new LinkedHashMap<PlacementKey, EcsSettings.Place>();
        nowhere.put(key("web"), place("web", "http://127.0.0.1:1"));
        nowhere.put(key("api"), place("api", "http://127.0.0.1:1"));

        assertThat(loads.of(nowhere, cloud.clock().instant())).hasSize(2).allSatisfy((_, one) -> {
            assertThat(one.load().tellsNothing()).isTrue();
            assertThat(one.trouble()).startsWith("AWS cannot be asked");
        });
    }

    private void service(String name, UnaryOperator<ServiceSetup> how) {
        how.apply(cloud.ecs(PLACE).service("prod", name)).running(image());
    }

    private String image() {
        var content = ImageContent.exemplary("web", "1.0.0", "c0ffee", 8080);
        return PLACE.registryHost() + "/web@" + cloud.in(PLACE).images().push("web", content, "1.0.0");
    }

    private Measured measured(String name) {
        return Objects.requireNonNull(
                loads.of(places(name), cloud.clock().instant()).get(key(name)));
    }

    private static PlacementKey key(String name) {
        return new PlacementKey("shop", "prod", name);
    }

    private Map<PlacementKey, EcsSettings.Place> places(String... names) {
        var all = new LinkedHashMap<PlacementKey, EcsSettings.Place>();
        for (var name : names) {
            all.put(key(name), place(name));
        }
        return all;
    }

    private EcsSettings.Place place(String name) {
        return place(name, cloud.endpoint().toString());
    }

    private static EcsSettings.Place place(String name, String endpoint) {
        var json = JsonMapper.shared().createObjectNode();
        json.put("region", PLACE.region())
                .put("cluster", "prod")
                .put("service", name)
                .put("endpoint", endpoint);
        return EcsSettings.of(new TargetSettings(json)).place();
    }
}
