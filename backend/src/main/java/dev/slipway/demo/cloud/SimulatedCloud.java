package dev.slipway.demo.cloud;

import dev.slipway.aws.AwsStandIn;
import java.time.Clock;
import java.util.Optional;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;
import simulator.ClockDrive;
import simulator.Sessions;
import simulator.Simulator;
import simulator.demo.DemoEnvironment;
import simulator.demo.DemoService;
import simulator.demo.DemoShift;
import simulator.demo.SevenServices;

/** A simulated AWS whose time runs with this machine's. It lives as long as the portal: the next start begins anew. */
@Component
@Profile("demo-aws")
class SimulatedCloud implements DisposableBean {

    private final Simulator simulator;
    private final SevenServices services;
    private final Sessions.Keys keys;
    private final ClockDrive drive;

    SimulatedCloud(Clock clock) {
        simulator = Simulator.start(clock.instant().minus(SevenServices.SETTLED), 0);
        services = SevenServices.in(simulator);
        keys = simulator.sessions().user(SevenServices.PLACE.account(), "slipway");
        drive = simulator.run(1);
    }

    SevenServices services() {
        return services;
    }

    String targetGroup(DemoEnvironment environment, DemoService service) {
        return SevenServices.targetGroup(simulator, environment, service);
    }

    Optional<DemoShift> shift(DemoEnvironment environment, DemoService service) {
        return SevenServices.shift(simulator, environment, service);
    }

    AwsStandIn standIn() {
        return new AwsStandIn(simulator.endpoint(), keys.accessKey(), keys.secretKey());
    }

    @Override
    public void destroy() {
        drive.close();
        simulator.close();
    }
}
