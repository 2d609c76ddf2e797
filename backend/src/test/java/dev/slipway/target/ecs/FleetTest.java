package dev.slipway.target.ecs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.aws.AwsClients;
import dev.slipway.aws.AwsUnavailable;
import dev.slipway.aws.Tally;
import dev.slipway.target.Health;
import dev.slipway.target.Observation;
import dev.slipway.target.TargetSettings;
import dev.slipway.testing.BesideOthers;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import simulator.Place;
import simulator.Sessions;
import simulator.Simulator;
import simulator.ecr.ImageContent;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import tools.jackson.databind.json.JsonMapper;

@BesideOthers
class FleetTest {

    private static final Place PLACE = new Place(Sessions.DEFAULT_ACCOUNT, "eu-central-1");
    private static final Duration LOOK_EVERY = Duration.ofSeconds(5);

    private final Simulator cloud = Simulator.start();
    private final AwsClients clients = new AwsClients(
            cloud.endpoint(),
            new SimpleMeterRegistry(),
            cloud.clock(),
            () -> StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIATEST", "secret")));
    private final Fleet fleet = new Fleet(new Cloud(clients, EcsStage.REGISTRIES));

    @AfterEach
    void close() {
        clients.destroy();
        cloud.close();
    }

    @Test
    void fiveHundredServicesShouldCostLessThanACallASecond() throws Exception {
        var services = services(500);
        var tally = new Tally();
        var minutes = 10;

        var seen = tally.counting(() -> watch(services, Duration.ofMinutes(minutes)));

        assertThat(tally.total()).as(tally.byOperation().toString()).isLessThanOrEqualTo(60L * minutes);
        assertThat(seen).allSatisfy(one -> {
            assertThat(one.health()).isEqualTo(Health.HEALTHY);
            assertThat(one.running()).isEqualTo(2);
            assertThat(one.instances()).hasSize(2);
            assertThat(Duration.between(one.seen(), cloud.clock().instant())).isLessThan(Duration.ofMinutes(3));
        });
    }

    @Test
    void fortyServicesShouldShareTheirLooks() throws Exception {
        var services = services(40);
        watch(services, Duration.ofMinutes(1));
        var tally = new Tally();

        var seen = tally.counting(() -> watch(services, Duration.ofMinutes(5)));

        // Forty observers look every five seconds: 2400 looks. One call sees ten services.
        assertThat(tally.byOperation().getOrDefault("DescribeServices", 0L))
                .as(tally.byOperation().toString())
                .isLessThanOrEqualTo(2400 / 10);
        assertThat(seen)
                .allSatisfy(one -> assertThat(
                                Duration.between(one.seen(), cloud.clock().instant()))
                        .isLessThan(Duration.ofSeconds(30)));
    }

    @Test
    void fewServicesShouldBeSeenFresh() throws Exception {
        var services = services(3);

        var seen = watch(services, Duration.ofMinutes(1));

        assertThat(seen)
                .allSatisfy(one -> assertThat(
                                Duration.between(one.seen(), cloud.clock().instant()))
                        .isLessThan(Duration.ofSeconds(10)));
    }

    /** Looks as the observers of all placements do. */
    private List<Observation> watch(List<EcsSettings> services, Duration time) throws AwsUnavailable {
        var end = cloud.clock().instant().plus(time);
        var seen = new ArrayList<Observation>();
        while (cloud.clock().instant().isBefore(end)) {
            seen.clear();
            for (var service : services) {
                seen.add(fleet.look(service, cloud.clock().instant()));
            }
            cloud.clock().advance(LOOK_EVERY);
        }
        return seen;
    }

    private List<EcsSettings> services(int number) {
        var digest =
                cloud.in(PLACE).images().push("web", ImageContent.exemplary("web", "1.0.0", "c0ffee", 8080), "1.0.0");
        var image = PLACE.registryHost() + "/web@" + digest;
        var settings = IntStream.range(0, number)
                .mapToObj(index -> {
                    cloud.ecs(PLACE).service("prod", "s" + index).create(image);
                    var json = JsonMapper.shared().createObjectNode();
                    json.put("region", PLACE.region()).put("cluster", "prod").put("service", "s" + index);
                    return EcsSettings.of(new TargetSettings(json));
                })
                .toList();
        cloud.clock().advance(Duration.ofMinutes(3));
        return settings;
    }
}
