package dev.slipway.target.ecs.check;

import dev.slipway.artifact.ArtifactReference;
import dev.slipway.artifact.registry.ImageName;
import dev.slipway.target.Revision;
import dev.slipway.target.ecs.EcsSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;

/** Which container runs which image of a release: as the settings say, else the one of the same name, else the only one. */
final class ReleaseImages {

    private ReleaseImages() {}

    static List<ReleaseImage> of(Revision revision, EcsSettings settings, TaskDefinition definition) throws Untold {
        var images = revision.artifacts().stream()
                .filter(artifact -> artifact.kind() == ArtifactReference.Kind.IMAGE)
                .toList();
        var containers = definition.containerDefinitions();
        var found = new ArrayList<ReleaseImage>();
        for (var container : containers) {
            var wanted = settings.containers().isEmpty()
                    ? container.name()
                    : settings.containers().get(container.name());
            for (var image : images) {
                if (image.name().equals(wanted)) {
                    found.add(of(container, image));
                }
            }
        }
        if (found.isEmpty() && settings.containers().isEmpty() && containers.size() == 1 && !images.isEmpty()) {
            found.add(of(containers.getFirst(), images.getFirst()));
        }
        if (found.isEmpty()) {
            throw new Untold("no container of " + definition.family() + " takes an image of the release");
        }
        return List.copyOf(found);
    }

    private static ReleaseImage of(ContainerDefinition container, ArtifactReference image) throws Untold {
        return name(image.location())
                .map(name -> new ReleaseImage(container, name, image.digest()))
                .orElseThrow(() -> new Untold("'" + image.location() + "' is not where an image is"));
    }

    private static Optional<ImageName> name(String location) {
        try {
            return Optional.of(ImageName.parse(location));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
