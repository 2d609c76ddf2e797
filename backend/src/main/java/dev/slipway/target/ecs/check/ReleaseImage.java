package dev.slipway.target.ecs.check;

import dev.slipway.artifact.Digest;
import dev.slipway.artifact.registry.ImageName;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;

/** An image of the release, and the container that is to run it. */
public record ReleaseImage(ContainerDefinition container, ImageName name, Digest digest) {

    @Override
    public String toString() {
        return name.repository() + "@" + digest.abbreviated();
    }
}
