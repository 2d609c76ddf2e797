package dev.slipway.browser;

import dev.slipway.testing.PortalProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;

/** A portal started as a new user starts it: nothing but an empty folder. */
final class RunningPortal implements AutoCloseable {

    static final String ADMINISTRATOR = "ada";
    static final String PASSWORD = "a harbour full of quiet boats";

    private static final Pattern LINK = Pattern.compile("http\\S+/setup/\\S+");

    private final Path folder;
    private final PortalProcess process;
    private boolean hasAdministrator;

    private RunningPortal(Path folder, PortalProcess process) {
        this.folder = folder;
        this.process = process;
    }

    static RunningPortal start() {
        return start(Map.of());
    }

    /** One that brings a simulated AWS with it. */
    static RunningPortal startWithSimulatedAws() {
        return start(Map.of("SLIPWAY_PROFILE", "demo-aws"));
    }

    static RunningPortal start(Map<String, String> variables) {
        try {
            var folder = Files.createTempDirectory("slipway-browser");
            return new RunningPortal(folder, PortalProcess.start(folder, variables));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    URI address() {
        return process.url();
    }

    String url(String path) {
        return process.url().resolve(path).toString();
    }

    /** Where it keeps everything. */
    Path folder() {
        return folder;
    }

    /** The one-time link it printed. */
    String administratorLink() throws IOException {
        var link = LINK.matcher(process.output());
        if (!link.find()) {
            throw new AssertionError("The portal printed no link:\n" + process.output());
        }
        return link.group();
    }

    /** Makes the first administrator unless it was made before. */
    synchronized void needsAdministrator(Visitor visitor) throws IOException {
        if (!hasAdministrator) {
            visitor.page().navigate(administratorLink());
            visitor.page().getByLabel("User name").fill(ADMINISTRATOR);
            visitor.page().getByLabel("New password").fill(PASSWORD);
            visitor.page().getByLabel("The same again").fill(PASSWORD);
            visitor.click("Make the account and sign in");
            visitor.page().waitForURL(url -> !url.contains("/setup/"));
            hasAdministrator = true;
        }
    }

    /** What it deployed survives it by design: ends that, too. */
    @Override
    public void close() {
        process.close();
        ProcessHandle.allProcesses()
                .filter(handle -> handle.info().commandLine().orElse("").contains(folder.toString()))
                .forEach(ProcessHandle::destroyForcibly);
    }
}
