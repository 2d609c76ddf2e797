package dev.slipway.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.catalog.Catalog;
import dev.slipway.catalog.Environment;
import dev.slipway.catalog.Project;
import dev.slipway.health.Observations;
import dev.slipway.release.Release;
import dev.slipway.release.Releases;
import dev.slipway.target.Health;
import dev.slipway.target.PlacementKey;
import dev.slipway.testing.Await;
import dev.slipway.testing.DemoPortalTest;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@DemoPortalTest
class SeedingTest {

    @Autowired
    private Catalog catalog;

    @Autowired
    private Releases releases;

    @Autowired
    private Observations observations;

    @Autowired
    private Seeding seeding;

    @Test
    void emptyPortalShouldGetTheDemo() {
        var demo = catalog.project("demo").blockOptional().orElseThrow();

        assertThat(demo.environments()).extracting(Environment::key).containsExactly("dev", "staging", "prod");
        assertThat(catalog.placements("demo").collectList().block()).hasSize(6);
        for (var service : new String[] {"web", "worker"}) {
            assertThat(releases.ofService("demo", service)
                            .map(Release::version)
                            .collectList()
                            .block())
                    .containsExactlyInAnyOrder("1.0.0", "1.1.0", "1.2.0", "1.3.0", "1.4.0");
        }
    }

    @Test
    void itsPlacementsShouldBeSeenToBeEmpty() {
        var web = new PlacementKey("demo", "prod", "web");

        Await.until(
                "the placement was looked at",
                Duration.ofSeconds(60),
                () -> observations
                        .latest(web)
                        .blockOptional()
                        .filter(observed -> observed.health() == Health.ABSENT)
                        .isPresent());
    }

    @Test
    void secondStartShouldNotSeedAgain() throws Exception {
        seeding.seed();

        assertThat(catalog.projects().map(Project::version).collectList().block())
                .containsExactly(1L);
    }
}
