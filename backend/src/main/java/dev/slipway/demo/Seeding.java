package dev.slipway.demo;

import dev.slipway.catalog.Catalog;
import java.io.IOException;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/**
 * Seeds the demo into a portal without projects, once: what was begun is finished at the next start, what was removed
 * stays away. Several portals may start at a time; one of them seeds.
 */
@Component
@Profile("!demo-aws")
class Seeding implements ApplicationRunner {

    private static final Logger LOG = LoggerFactory.getLogger(Seeding.class);

    private final DataSource database;
    private final Catalog catalog;
    private final DemoProject project;
    private final DemoDatabases databases;
    private final DemoSettings settings;

    Seeding(DataSource database, Catalog catalog, DemoProject project, DemoDatabases databases, DemoSettings settings) {
        this.database = database;
        this.catalog = catalog;
        this.project = project;
        this.databases = databases;
        this.settings = settings;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        if (!settings.demo()) {
            return;
        }
        try {
            databases.refresh();
            seed();
        } catch (SQLException | IOException | RuntimeException e) {
            LOG.error("The demo project is not complete; the next start tries again", e);
        }
    }

    void seed() throws SQLException, IOException {
        try (var connection = database.getConnection();
                var mark = SeedMark.hold(connection)) {
            if (mark.finished()) {
                return;
            }
            if (!mark.begun()
                    && catalog.projects().hasElements().blockOptional().orElse(false)) {
                mark.finish();
                return;
            }
            mark.begin();
            createDatabases();
            project.define();
            project.registerReleases();
            mark.finish();
            LOG.info("Seeded the demo project: five releases of web and worker. SLIPWAY_DEMO=false keeps it away");
        }
    }

    /** Without them the demo goes a shorter way, but goes. */
    private void createDatabases() throws IOException {
        try {
            databases.create();
        } catch (SQLException e) {
            LOG.warn("The demo's databases cannot be created ({}). {}", e.getMessage(), databases.remedy());
        }
    }
}
