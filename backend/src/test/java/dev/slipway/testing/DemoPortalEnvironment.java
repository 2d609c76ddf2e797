package dev.slipway.testing;

import java.util.Map;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;

/** Lets the portal of a test seed the demo project, on ports that are free. */
public class DemoPortalEnvironment extends PortalEnvironment {

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        super.initialize(context);
        context.getEnvironment()
                .getPropertySources()
                .addFirst(new MapPropertySource(
                        "demo-portal-test",
                        Map.of("slipway.demo", "true", "slipway.demo-ports", FreePorts.inARow(30))));
    }
}
