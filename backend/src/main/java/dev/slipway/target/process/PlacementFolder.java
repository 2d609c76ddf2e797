package dev.slipway.target.process;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import dev.slipway.target.PlacementKey;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Where the state of one placement is: {@code processes/PROJECT/ENVIRONMENT/SERVICE} of the data folder. */
record PlacementFolder(Path folder) {

    static final JsonMapper JSON = JsonMapper.builder()
            .changeDefaultVisibility(visibility -> visibility
                    .withVisibility(com.fasterxml.jackson.annotation.PropertyAccessor.ALL, Visibility.NONE)
                    .withFieldVisibility(Visibility.ANY)
                    .withCreatorVisibility(Visibility.ANY))
            .build();

    static PlacementFolder of(Path processes, PlacementKey key) {
        return new PlacementFolder(processes
                .resolve(safe(key.project()))
                .resolve(safe(key.environment()))
                .resolve(safe(key.service())));
    }

    /** Of every placement something was done at: the folders three levels down. */
    static List<PlacementFolder> all(Path processes) throws IOException {
        var folders = List.of(processes);
        for (var level = 0; level < 3; level++) {
            var below = new ArrayList<Path>();
            for (var folder : folders) {
                if (Files.isDirectory(folder)) {
                    try (DirectoryStream<Path> children = Files.newDirectoryStream(folder, Files::isDirectory)) {
                        children.forEach(below::add);
                    }
                }
            }
            folders = below;
        }
        return folders.stream().map(PlacementFolder::new).toList();
    }

    private static String safe(String key) {
        if (!key.matches("[A-Za-z0-9_-][A-Za-z0-9._-]*")) {
            throw new IllegalArgumentException("'" + key + "' cannot name a folder");
        }
        return key;
    }

    /** Empty when nothing was ever deployed here. Whole at any time, with or without the lock. */
    Optional<PlacementState> read() throws IOException {
        try {
            return Optional.of(JSON.readValue(Files.readAllBytes(stateFile()), PlacementState.class));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (JacksonException e) {
            throw new IOException(stateFile() + " cannot be read: " + e.getOriginalMessage(), e);
        }
    }

    void write(PlacementState state) throws IOException {
        var bytes = JSON.writeValueAsBytes(state);
        if (!Files.exists(stateFile()) || !Arrays.equals(bytes, Files.readAllBytes(stateFile()))) {
            AtomicFile.write(stateFile(), bytes);
        }
    }

    /** A deployment that is no longer the latest. */
    Optional<Deployment> archived(String deployment) throws IOException {
        var file = deploymentFile(deployment);
        return Files.exists(file)
                ? Optional.of(JSON.readValue(Files.readAllBytes(file), Deployment.class))
                : Optional.empty();
    }

    void archive(Deployment deployment) throws IOException {
        AtomicFile.write(deploymentFile(deployment.id), JSON.writeValueAsBytes(deployment));
    }

    Path instanceFolder(Instance instance) {
        return folder.resolve("instances").resolve(instance.id);
    }

    LogFile log(Instance instance) {
        return new LogFile(instanceFolder(instance).resolve("log"));
    }

    Run run(Instance instance) {
        return new Run(instanceFolder(instance).resolve("run-" + instance.run));
    }

    Path tasks() {
        return folder.resolve("tasks");
    }

    void delete(Instance instance) throws IOException {
        try (var files = Files.walk(instanceFolder(instance))) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (NoSuchFileException e) {
            // Gone already: a portal was killed while it did this.
            return;
        }
    }

    PlacementLock lock() throws IOException {
        return PlacementLock.of(folder);
    }

    private Path stateFile() {
        return folder.resolve("state.json");
    }

    private Path deploymentFile(String deployment) {
        if (!deployment.matches("[a-z0-9-]+")) {
            throw new IllegalArgumentException("'" + deployment + "' is not the name of a deployment");
        }
        return folder.resolve("deployments").resolve(deployment + ".json");
    }
}
