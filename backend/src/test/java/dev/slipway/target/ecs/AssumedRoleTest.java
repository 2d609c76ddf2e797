package dev.slipway.target.ecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.aws.AwsAccess;
import dev.slipway.aws.AwsClients;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import simulator.Api;
import simulator.Place;
import simulator.Simulator;
import simulator.iam.Statement;
import simulator.iam.Trust;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.ecs.EcsAsyncClient;

/** A placement's role in another account: assumed with its external id, used for every call, and renewed in time. */
class AssumedRoleTest {

    private static final Place THERE = new Place("210987654321", "eu-central-1");
    private static final Duration SESSION = Duration.ofHours(1);

    private final Simulator cloud = Simulator.start();
    private final String role = cloud.in(THERE)
            .roles()
            .role("slipway", Trust.ofAccount("123456789012", "shop-production"), Statement.allow("ecs:*"));
    private final AwsClients clients = clients();

    private AwsClients clients() {
        var keys = cloud.sessions().user("123456789012", "portal");
        return new AwsClients(
                cloud.endpoint(),
                new SimpleMeterRegistry(),
                cloud.clock(),
                () -> StaticCredentialsProvider.create(AwsBasicCredentials.create(keys.accessKey(), keys.secretKey())));
    }

    @AfterEach
    void close() {
        clients.destroy();
        cloud.close();
        assertThat(cloud.violations()).isEmpty();
    }

    @Test
    void callsShouldBeMadeAsTheRoleWhichIsAssumedOnce() {
        cloud.ecs(THERE).cluster("prod");
        var ecs = ecs("shop-production");
        ecs.listServices(request -> request.cluster("prod")).join();
        ecs.listServices(request -> request.cluster("prod")).join();
        assertThat(cloud.calls().of(Api.ECS, "ListServices")).hasSize(2).allSatisfy(call -> {
            assertThat(call.succeeded()).isTrue();
            assertThat(call.caller().principal()).isEqualTo("arn:aws:sts::210987654321:assumed-role/slipway/slipway");
        });
        assertThat(cloud.calls().count(Api.STS, "AssumeRole")).isEqualTo(1);
    }

    @Test
    void withoutTheRightExternalIdNothingShouldBeCalled() {
        var ecs = ecs("somebody-else");
        assertThatThrownBy(() ->
                        ecs.listServices(request -> request.cluster("prod")).join())
                .hasMessageContaining("not authorized to perform: sts:AssumeRole");
        assertThat(cloud.calls().of(Api.ECS, "ListServices")).isEmpty();
    }

    @Test
    void theSessionShouldBeRenewedBeforeItExpires() {
        cloud.ecs(THERE).cluster("prod");
        var ecs = ecs("shop-production");
        ecs.listServices(request -> request.cluster("prod")).join();
        cloud.clock().advance(SESSION.minusMinutes(4));
        ecs.listServices(request -> request.cluster("prod")).join();
        cloud.clock().advance(Duration.ofMinutes(5));
        ecs.listServices(request -> request.cluster("prod")).join();
        var sessions = cloud.calls().of(Api.ECS, "ListServices").stream()
                .map(call -> call.caller().accessKey())
                .toList();
        assertThat(cloud.calls().count(Api.STS, "AssumeRole")).isEqualTo(2);
        assertThat(sessions.get(1)).isNotEqualTo(sessions.get(0)).isEqualTo(sessions.get(2));
        assertThat(cloud.calls().of(Api.ECS, "ListServices")).allMatch(call -> call.succeeded());
    }

    private EcsAsyncClient ecs(String externalId) {
        return clients.get(
                new AwsAccess(THERE.region(), role, externalId, null), EcsAsyncClient.class, EcsAsyncClient::builder);
    }
}
