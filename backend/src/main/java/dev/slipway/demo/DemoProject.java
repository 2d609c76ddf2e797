package dev.slipway.demo;

import dev.slipway.artifact.ArtifactReference;
import dev.slipway.artifact.ArtifactStore;
import dev.slipway.audit.Actor;
import dev.slipway.catalog.DefinitionEdit;
import dev.slipway.catalog.Definitions;
import dev.slipway.release.NewRelease;
import dev.slipway.release.ReleaseRegister;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;

/** Makes the demo project and registers its releases, by the use cases everybody uses. Blocks; may be repeated. */
@Component
class DemoProject {

    static final String KEY = "demo";

    private static final List<String> SERVICES = List.of("web", "worker");
    private static final int PORTS_OF_WEB = 6;
    private static final int PORTS_OF_WORKER = 4;

    private final Definitions definitions;
    private final ReleaseRegister register;
    private final ArtifactStore store;
    private final DemoSettings settings;

    DemoProject(Definitions definitions, ReleaseRegister register, ArtifactStore store, DemoSettings settings) {
        this.definitions = definitions;
        this.register = register;
        this.store = store;
        this.settings = settings;
    }

    void define() throws IOException {
        if (definitions.current(KEY).blockOptional().isEmpty()) {
            definitions
                    .save(DefinitionEdit.ofNew(KEY, definition()), Actor.SYSTEM)
                    .block();
        }
    }

    void registerReleases() throws IOException {
        for (var version : DemoRelease.VERSIONS) {
            var release = DemoRelease.load(version);
            for (var service : SERVICES) {
                register.register(release(service, release), Actor.SYSTEM).block();
            }
        }
    }

    String definition() throws IOException {
        var text = new ClassPathResource("slipway-demo/project.yaml")
                .getContentAsString(StandardCharsets.UTF_8)
                .replace(
                        "{{folder}}",
                        settings.folder().toString().replace("\\", "\\\\").replace("\"", "\\\""));
        var port = settings.demoPorts();
        for (var environment : DemoDatabases.ENVIRONMENTS) {
            var workers = port + PORTS_OF_WEB;
            text = text.replace("{{" + environment + "}}", port + "-" + (workers - 1))
                    .replace("{{" + environment + "-worker}}", workers + "-" + (workers + PORTS_OF_WORKER - 1));
            port = workers + PORTS_OF_WORKER;
        }
        return text;
    }

    private NewRelease release(String service, DemoRelease release) throws IOException {
        var digest = store.put(new ByteArrayInputStream(new DemoArchive(service, release).bytes()));
        return new NewRelease(
                KEY,
                service,
                release.version(),
                List.of(new NewRelease.NewArtifact(
                        "app", ArtifactReference.Kind.ARCHIVE, null, "infra/demo of Slipway", digest)),
                release.commit(),
                release.buildLink(),
                release.labels(),
                release.notes());
    }
}
