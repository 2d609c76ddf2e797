package dev.slipway.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.assertions.LocatorAssertions;
import dev.slipway.testing.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** An open dashboard while a service dies and comes back, and while it cannot be seen. */
@BrowserTest
class ServiceLifeIT {

    /** An instance that was killed again and again is started again after up to a minute. */
    private static final double LONGEST_MILLIS = 180_000;

    @Test
    void tileShouldTurnWithTheServiceAndBeUnknownWhenItCannotBeSeen(Visitor dana, RunningPortal portal)
            throws Exception {
        dana.signIn();
        var deploying = new Deploying(dana);
        deploying.choose("Development", "Worker", "1.0.0").deploy();
        deploying.awaitVerdict("worker 1.0.0 runs in dev");
        var service = portal.folder().resolve("processes/demo/dev/worker");
        dana.go("/projects/demo");
        var tile = dana.page().locator(".cell:has(a[aria-label='Deploy worker to dev'])");
        turns(tile, "ok");

        Await.until("the tile turns", Duration.ofSeconds(90), () -> {
            kill(service, portal.folder());
            return tile.locator(".st.bad").count() == 1;
        });
        Pictures.take(dana.page(), "dashboard-instance-killed");
        turns(tile, "ok");

        var state = service.resolve("state.json");
        unplug(state);
        turns(tile, "unk");
        assertThat(tile).containsText("cannot be asked");
        Pictures.take(dana.page(), "dashboard-cannot-be-seen");
        plugIn(state);
        turns(tile, "ok");
    }

    private static void turns(Locator tile, String kind) {
        assertThat(tile.locator(".st").first())
                .hasClass(
                        Pattern.compile("(^| )" + kind + "( |$)"),
                        new LocatorAssertions.HasClassOptions().setTimeout(LONGEST_MILLIS));
    }

    /** Of the portal's own processes only: a pid in a file may be somebody else's by now. */
    private static void kill(Path service, Path folder) {
        try (var files = Files.walk(service.resolve("instances"))) {
            for (var file : files.filter(one -> one.getFileName().toString().equals("pid"))
                    .toList()) {
                var pid = Long.parseLong(Files.readString(file).split(" ")[0]);
                ProcessHandle.of(pid)
                        .filter(handle -> handle.info().commandLine().orElse("").contains(folder.toString()))
                        .ifPresent(ProcessHandle::destroyForcibly);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A folder stands where the target keeps what it knows: nobody can tell what runs. */
    private static void unplug(Path state) {
        Await.until("it is unplugged", Duration.ofSeconds(30), () -> {
            try {
                Files.move(state, state.resolveSibling("state.aside"), StandardCopyOption.REPLACE_EXISTING);
                Files.createDirectory(state);
                return true;
            } catch (FileAlreadyExistsException e) {
                // The supervisor was faster, and has written a newer one.
                return false;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private static void plugIn(Path state) throws IOException {
        Files.delete(state);
        Files.move(state.resolveSibling("state.aside"), state);
    }
}
