package simulator.ecs;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import simulator.ecr.CannotPull;
import software.amazon.awssdk.services.ecs.model.RuntimePlatform;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;

/** What can go wrong before the containers of a task run, in ECS's words. */
final class TaskStart {

    private final Surroundings surroundings;

    TaskStart(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** Fetches secrets, checks log groups and pulls the image. Returns why it cannot, if so. */
    Optional<String> prepare(TaskDefinition task, RunningContainer container) {
        return secrets(container).or(() -> logs(container)).or(() -> image(task, container));
    }

    private Optional<String> secrets(RunningContainer container) {
        var region = surroundings.region();
        for (var secret : container.definition.secrets()) {
            var from = secret.valueFrom();
            if (from.contains(":secretsmanager:")) {
                if (region.secrets().resolve(from).isEmpty()) {
                    return Optional.of("ResourceInitializationError: unable to pull secrets or registry auth: execution"
                            + " resource retrieval failed: unable to retrieve secret from asm: service call has been"
                            + " retried 1 time(s): failed to fetch secret " + from + " from secrets manager:"
                            + " ResourceNotFoundException: Secrets Manager can't find the specified secret.");
                }
            } else if (region.parameters().value(from).isEmpty()) {
                return Optional.of("ResourceInitializationError: unable to pull secrets or registry auth: execution"
                        + " resource retrieval failed: unable to retrieve secrets from ssm: service call has been"
                        + " retried 1 time(s): invalid ssm parameters: " + from);
            }
        }
        return Optional.empty();
    }

    private Optional<String> logs(RunningContainer container) {
        var log = container.definition.logConfiguration();
        if (log == null || !"awslogs".equals(log.logDriverAsString())) {
            return Optional.empty();
        }
        var group = log.options().getOrDefault("awslogs-group", "");
        if ("true".equals(log.options().get("awslogs-create-group"))) {
            surroundings.region().logs().group(group);
        }
        return surroundings.region().logs().has(group)
                ? Optional.empty()
                : Optional.of("ResourceInitializationError: failed to validate logger args: create stream has been"
                        + " retried 1 times: failed to create Cloudwatch log stream: ResourceNotFoundException: The"
                        + " specified log group does not exist. : exit status 1");
    }

    private Optional<String> image(TaskDefinition task, RunningContainer container) {
        var reference = container.definition.image();
        try {
            container.digest = digest(reference, platform(task.runtimePlatform()));
        } catch (CannotPull e) {
            return Optional.ofNullable(e.getMessage());
        }
        container.behaviour = surroundings.scripts().of(reference, container.digest, container.command);
        var other = container.behaviour.reportedDigest();
        if (other != null) {
            container.digest = other;
        }
        return Optional.empty();
    }

    /** Images of registries that are not simulated are always there. */
    private String digest(String reference, String platform) throws CannotPull {
        var host = reference.split("/")[0];
        if (host.contains(".dkr.ecr.")) {
            return surroundings
                    .regionOf(host)
                    .images()
                    .pull(reference, platform)
                    .digest();
        }
        var at = reference.indexOf('@');
        return at >= 0 ? reference.substring(at + 1) : "sha256:" + sha256(reference);
    }

    private static String platform(@org.jspecify.annotations.Nullable RuntimePlatform platform) {
        return platform != null && "ARM64".equals(platform.cpuArchitectureAsString()) ? "linux/arm64" : "linux/amd64";
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
