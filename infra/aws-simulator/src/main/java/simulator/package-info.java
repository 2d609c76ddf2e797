/**
 * An AWS in one JVM: real wire protocols, documented dynamics, and a clock that the caller holds.
 *
 * <pre>{@code
 * try (var cloud = Simulator.start()) {
 *     var ecs = EcsAsyncClient.builder().endpointOverride(cloud.endpoint())...build();
 *     cloud.faults().on(Api.ECS, "UpdateService").times(2).throttled();
 *     cloud.clock().advance(Duration.ofMinutes(3));
 *     assertThat(cloud.calls().count(Api.ECS, "DescribeServices")).isLessThan(20);
 *     assertThat(cloud.violations()).isEmpty();
 * }
 * }</pre>
 *
 * <p>One endpoint serves every service. The account is that of the access key ({@link simulator.Sessions}), the region
 * that of the signature's scope. Clients disable host prefixes ({@code DISABLE_HOST_PREFIX_INJECTION}).
 */
@NullMarked
package simulator;

import org.jspecify.annotations.NullMarked;
