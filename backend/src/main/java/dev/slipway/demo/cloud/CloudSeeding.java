package dev.slipway.demo.cloud;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/**
 * Seeds the project of the seven services, once: what was begun is finished at the next start, what was removed stays
 * away. A file in the data folder says that it was done.
 */
@Component
@Profile("demo-aws")
class CloudSeeding implements ApplicationRunner {

    private static final Logger LOG = LoggerFactory.getLogger(CloudSeeding.class);

    private final CloudProject project;
    private final Path done;

    CloudSeeding(CloudProject project, @Value("${slipway.data-dir}") String dataDirectory) {
        this.project = project;
        this.done = Path.of(dataDirectory).toAbsolutePath().resolve("demo-aws").resolve("seeded");
    }

    @Override
    public void run(ApplicationArguments arguments) {
        LOG.info("AWS is simulated in this JVM: nothing that is deployed leaves it, and the next start begins anew");
        try {
            seed();
        } catch (IOException | RuntimeException e) {
            LOG.error("The demo of the seven services is not complete; the next start tries again", e);
        }
    }

    void seed() throws IOException {
        if (Files.exists(done)) {
            return;
        }
        project.define();
        project.registerReleases();
        Files.createDirectories(done.getParent());
        Files.writeString(done, "Remove this file to let the next start seed the seven services again.\n");
        LOG.info("Seeded the project {}: seven services in staging and prod", CloudProject.KEY);
    }
}
