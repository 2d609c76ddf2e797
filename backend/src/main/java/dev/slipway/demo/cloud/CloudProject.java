package dev.slipway.demo.cloud;

import dev.slipway.artifact.ArtifactReference;
import dev.slipway.artifact.Digest;
import dev.slipway.audit.Actor;
import dev.slipway.catalog.DefinitionEdit;
import dev.slipway.catalog.Definitions;
import dev.slipway.release.NewRelease;
import dev.slipway.release.ReleaseRegister;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;
import simulator.demo.DemoRelease;
import simulator.demo.SevenServices;

/** Makes the project of the seven services and registers their releases. Blocks; may be repeated. */
@Component
@Profile("demo-aws")
class CloudProject {

    static final String KEY = "peerprep";

    private final Definitions definitions;
    private final ReleaseRegister register;
    private final SimulatedCloud cloud;

    CloudProject(Definitions definitions, ReleaseRegister register, SimulatedCloud cloud) {
        this.definitions = definitions;
        this.register = register;
        this.cloud = cloud;
    }

    void define() throws IOException {
        if (definitions.current(KEY).blockOptional().isEmpty()) {
            definitions
                    .save(DefinitionEdit.ofNew(KEY, new CloudDefinition(cloud).text()), Actor.SYSTEM)
                    .block();
        }
    }

    void registerReleases() {
        for (var release : cloud.services().releases()) {
            register.register(registration(release), Actor.SYSTEM).block();
        }
    }

    private static NewRelease registration(DemoRelease release) {
        var service = release.service().name();
        return new NewRelease(
                KEY,
                service,
                release.version(),
                List.of(new NewRelease.NewArtifact(
                        service,
                        ArtifactReference.Kind.IMAGE,
                        null,
                        SevenServices.PLACE.registryHost() + "/" + service,
                        new Digest(release.digest()))),
                release.commit(),
                "https://ci.example.org/peerprep/" + service + "/" + release.version(),
                Map.of("stack", release.service().stack()),
                release.notes());
    }
}
