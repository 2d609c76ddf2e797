package dev.slipway.demo.cloud;

import dev.slipway.aws.AwsStandIn;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;

/** Puts the simulated cloud in the place of AWS. */
@Configuration(proxyBeanMethods = false)
@Profile("demo-aws")
class CloudConfiguration {

    @Bean
    AwsStandIn standIn(SimulatedCloud cloud) {
        return cloud.standIn();
    }
}
