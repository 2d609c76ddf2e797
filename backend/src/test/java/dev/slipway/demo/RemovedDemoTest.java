package dev.slipway.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.audit.Actor;
import dev.slipway.catalog.Catalog;
import dev.slipway.catalog.Definitions;
import dev.slipway.release.Releases;
import dev.slipway.testing.DemoPortalTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.annotation.DirtiesContext;

@DemoPortalTest
@DirtiesContext
class RemovedDemoTest {

    @Autowired
    private Definitions definitions;

    @Autowired
    private Catalog catalog;

    @Autowired
    private Releases releases;

    @Autowired
    private Seeding seeding;

    @Test
    void removedDemoShouldStayAway() throws Exception {
        definitions.delete("demo", new Actor(Actor.Kind.PERSON, "ada", "Ada")).block();

        seeding.seed();

        assertThat(catalog.projects().collectList().block()).isEmpty();
        assertThat(releases.ofService("demo", "web").collectList().block()).isEmpty();
    }
}
