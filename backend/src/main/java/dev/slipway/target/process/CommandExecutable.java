package dev.slipway.target.process;

import dev.slipway.artifact.ArtifactReference;
import dev.slipway.target.Finding;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** Whether the program that the command names exists and may be executed. */
final class CommandExecutable implements PreCheck {

    private static final String IN_ARTIFACT = "${artifact}/";

    @Override
    public String key() {
        return "command-executable";
    }

    @Override
    public String title() {
        return "The command's program exists";
    }

    @Override
    public Finding check(Question question) throws IOException {
        var program = question.settings().command().getFirst();
        if (program.startsWith(IN_ARTIFACT)) {
            return inArchive(question, program.substring(IN_ARTIFACT.length()));
        }
        if (program.equals("${artifact}")) {
            return question.revision().artifact().kind() == ArtifactReference.Kind.FILE
                    ? pass("The artifact is the program")
                    : block("The command is the unpacked folder itself", "Name a file in it: ${artifact}/bin/run.");
        }
        var name = program.replace("${java}", Machine.java());
        return found(question, name)
                .map(file -> pass(file.toString()))
                .orElseGet(() -> block(
                        name + " is not an executable file of this machine",
                        "Install it, or correct the first word of the placement's command."));
    }

    private Finding inArchive(Question question, String entry) throws IOException {
        var artifact = question.revision().artifact();
        if (!question.machine().artifacts().store().has(artifact.digest())) {
            return unknown("The artifact is not in the store");
        }
        try (var zip = new ZipFile(
                question.machine().artifacts().store().fetch(artifact.digest()).toFile())) {
            return zip.getEntry(entry) != null
                    ? pass(entry + " is in the archive")
                    : block(
                            "The archive of " + question.revision().version() + " has no " + entry,
                            "Correct the command, or build the archive with it.");
        } catch (ZipException e) {
            return block(
                    "The artifact is no readable zip: " + e.getMessage(), "Register a release with a zip archive.");
        }
    }

    private static Optional<Path> found(Question question, String name) {
        if (name.contains("/")) {
            return Optional.of(Path.of(name)).filter(Files::isExecutable);
        }
        var path = question.revision().plain().getOrDefault("PATH", System.getenv("PATH"));
        return Stream.ofNullable(path)
                .flatMap(Pattern.compile(Pattern.quote(File.pathSeparator))::splitAsStream)
                .map(folder -> Path.of(folder, name))
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .findFirst();
    }
}
