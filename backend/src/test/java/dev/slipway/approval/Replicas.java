package dev.slipway.approval;

import dev.slipway.SlipwayApplication;
import dev.slipway.freeze.Freezes;
import dev.slipway.job.GateChanges;
import dev.slipway.job.JobControl;
import dev.slipway.job.Jobs;
import dev.slipway.promotion.PromotionControl;
import dev.slipway.promotion.Promotions;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;

/** Two whole portals on one database, and what people reach in each. */
final class Replicas implements AutoCloseable {

    private final ConfigurableApplicationContext second;
    private final List<Portal> portals;

    /** One of them. */
    record Portal(PromotionControl promotions, Promotions all, Approving approving, Carrying carrying) {

        /** Who decides what. */
        record Approving(Approvals approvals, Decisions decisions) {}

        /** What carries out, and what holds. */
        record Carrying(JobControl control, Jobs jobs, Freezes freezes, GateChanges gates) {}

        static Portal of(org.springframework.context.ApplicationContext context) {
            return new Portal(
                    context.getBean(PromotionControl.class),
                    context.getBean(Promotions.class),
                    new Approving(context.getBean(Approvals.class), context.getBean(Decisions.class)),
                    new Carrying(
                            context.getBean(JobControl.class),
                            context.getBean(Jobs.class),
                            context.getBean(Freezes.class),
                            context.getBean(GateChanges.class)));
        }
    }

    private Replicas(ConfigurableApplicationContext first, ConfigurableApplicationContext second) {
        this.second = second;
        this.portals = List.of(Portal.of(first), Portal.of(second));
    }

    /** Starts a second portal beside the first, on its database and data folder. */
    static Replicas beside(ConfigurableApplicationContext first) {
        var arguments = Stream.concat(
                        Stream.of("--server.port=0", "--slipway.demo=false"),
                        Stream.of("database.url", "database.user", "database.password", "data-dir")
                                .map(name -> argument(first.getEnvironment(), "slipway." + name)))
                .toArray(String[]::new);
        var second = new SpringApplicationBuilder(SlipwayApplication.class)
                .profiles("development")
                .run(arguments);
        return new Replicas(first, second);
    }

    private static String argument(Environment environment, String name) {
        return "--" + name + "=" + environment.getRequiredProperty(name);
    }

    Portal portal(int lane) {
        return portals.get(lane);
    }

    @Override
    public void close() {
        second.close();
    }
}
