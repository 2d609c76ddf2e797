package dev.slipway.browser;

import com.microsoft.playwright.Page;
import java.nio.file.Files;
import java.nio.file.Path;

/** The screenshots of the documentation, taken only when asked for with {@code -Dscreenshots=true}. */
final class Pictures {

    private static final boolean WANTED = Boolean.getBoolean("screenshots");

    private Pictures() {}

    static void take(Page page, String name) {
        if (WANTED) {
            page.screenshot(new Page.ScreenshotOptions().setPath(folder().resolve(name + ".png")));
        }
    }

    /** Tests run in the module's folder or in the project's. */
    private static Path folder() {
        var images = Path.of("docs", "images");
        return Files.isDirectory(Path.of("docs")) ? images : Path.of("..").resolve(images);
    }
}
