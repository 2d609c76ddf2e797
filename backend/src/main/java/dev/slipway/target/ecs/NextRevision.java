package dev.slipway.target.ecs;

import dev.slipway.artifact.ArtifactReference;
import dev.slipway.target.DeploymentRefused;
import dev.slipway.target.SecretReference;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.KeyValuePair;
import software.amazon.awssdk.services.ecs.model.Secret;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;

/**
 * The current task definition with only what a release changes: images pinned by digest, the placement's variables and
 * secrets, and labels that say which version it is. All else stays as whoever registered it wanted it.
 */
record NextRevision(TaskDefinition current, KeptRevision revision, Map<String, ArtifactReference> images) {

    static final String VERSION = "dev.slipway.version";

    /** Names of the variables that Slipway has set, so that one that is no longer defined goes away. */
    static final String VARIABLES = "dev.slipway.variables";

    /** @throws DeploymentRefused if a container's artifact cannot be told, or a secret cannot be given to a task */
    static NextRevision of(TaskDefinition current, KeptRevision revision) throws DeploymentRefused {
        for (var reference : revision.secret().values()) {
            valueFrom(reference);
        }
        return new NextRevision(current, revision, images(current, revision));
    }

    /** Which artifact each container runs. */
    static Map<String, ArtifactReference> images(TaskDefinition current, KeptRevision revision)
            throws DeploymentRefused {
        var artifacts = new LinkedHashMap<String, ArtifactReference>();
        revision.artifacts().stream()
                .filter(artifact -> artifact.kind() == ArtifactReference.Kind.IMAGE)
                .forEach(artifact -> artifacts.put(artifact.name(), artifact));
        if (artifacts.isEmpty()) {
            throw new DeploymentRefused("Release " + revision.version()
                    + " has no image; register it with an image by digest to run it on ECS");
        }
        var containers = current.containerDefinitions().stream()
                .map(ContainerDefinition::name)
                .toList();
        var named = revision.ecs().containers();
        var images = new LinkedHashMap<String, ArtifactReference>();
        if (!named.isEmpty()) {
            for (var entry : named.entrySet()) {
                if (!containers.contains(entry.getKey())) {
                    throw new DeploymentRefused("The task definition " + current.family() + " has no container "
                            + entry.getKey() + "; it has " + containers);
                }
                var artifact = artifacts.get(entry.getValue());
                if (artifact == null) {
                    throw new DeploymentRefused("Release " + revision.version() + " has no image called "
                            + entry.getValue() + "; it has " + artifacts.keySet());
                }
                images.put(entry.getKey(), artifact);
            }
            return images;
        }
        for (var container : containers) {
            var artifact = artifacts.get(container);
            if (artifact != null) {
                images.put(container, artifact);
            }
        }
        if (images.isEmpty() && containers.size() == 1) {
            images.put(containers.getFirst(), artifacts.values().iterator().next());
        }
        if (images.isEmpty()) {
            throw new DeploymentRefused("Which of the containers " + containers + " runs which of the images "
                    + artifacts.keySet() + " must be said; write it in the placement's setting containers");
        }
        return images;
    }

    /** Pinned: whatever the tag points to later, this digest runs. */
    static String image(ArtifactReference artifact) {
        var location = artifact.location();
        var at = location.indexOf('@');
        var name = at < 0 ? location : location.substring(0, at);
        var colon = name.lastIndexOf(':');
        var untagged = colon > name.lastIndexOf('/') ? name.substring(0, colon) : name;
        return untagged + "@" + artifact.digest();
    }

    List<ContainerDefinition> containers() throws DeploymentRefused {
        var containers = new ArrayList<ContainerDefinition>();
        for (var container : current.containerDefinitions()) {
            var artifact = images.get(container.name());
            containers.add(artifact == null ? container : next(container, artifact));
        }
        return containers;
    }

    private ContainerDefinition next(ContainerDefinition container, ArtifactReference artifact)
            throws DeploymentRefused {
        var labels = new TreeMap<>(container.dockerLabels());
        var earlier = List.of(labels.getOrDefault(VARIABLES, "").split(","));
        var own = new TreeSet<>(revision.plain().keySet());
        own.addAll(revision.secret().keySet());
        labels.put(VERSION, revision.version());
        if (own.isEmpty()) {
            labels.remove(VARIABLES);
        } else {
            labels.put(VARIABLES, String.join(",", own));
        }
        return container.toBuilder()
                .image(image(artifact))
                .environment(environment(container, earlier))
                .secrets(secrets(container, earlier))
                .dockerLabels(labels)
                .build();
    }

    private List<KeyValuePair> environment(ContainerDefinition container, List<String> earlier) {
        var left = new TreeMap<>(revision.plain());
        var environment = new ArrayList<KeyValuePair>();
        for (var pair : container.environment()) {
            var value = left.remove(pair.name());
            if (value != null) {
                environment.add(pair.toBuilder().value(value).build());
            } else if (!earlier.contains(pair.name()) && !revision.secret().containsKey(pair.name())) {
                environment.add(pair);
            }
        }
        left.forEach((name, value) ->
                environment.add(KeyValuePair.builder().name(name).value(value).build()));
        return environment;
    }

    private List<Secret> secrets(ContainerDefinition container, List<String> earlier) throws DeploymentRefused {
        var left = new TreeMap<>(revision.secret());
        var secrets = new ArrayList<Secret>();
        for (var secret : container.secrets()) {
            var reference = left.remove(secret.name());
            if (reference != null) {
                secrets.add(secret.toBuilder().valueFrom(valueFrom(reference)).build());
            } else if (!earlier.contains(secret.name()) && !revision.plain().containsKey(secret.name())) {
                secrets.add(secret);
            }
        }
        for (var entry : left.entrySet()) {
            secrets.add(Secret.builder()
                    .name(entry.getKey())
                    .valueFrom(valueFrom(entry.getValue()))
                    .build());
        }
        return secrets;
    }

    static boolean isResolvedByEcs(SecretReference reference) {
        return reference.scheme().equals("arn") || reference.scheme().equals("ssm");
    }

    /** What ECS itself resolves when it starts the task; the portal never holds the value. */
    static String valueFrom(String reference) throws DeploymentRefused {
        var secret = SecretReference.parse(reference);
        return switch (secret.scheme()) {
            case "arn" -> reference;
            case "ssm" -> secret.path();
            default ->
                throw new DeploymentRefused("The " + secret.told()
                        + " cannot be given to a task on ECS without writing its value down; keep it in Secrets Manager"
                        + " or Parameter Store and refer to it as arn:aws:secretsmanager:... or ssm:/path");
        };
    }

    /** Whether registering it would give what is there already. */
    boolean isCurrent() throws DeploymentRefused {
        return containers().equals(current.containerDefinitions());
    }
}
