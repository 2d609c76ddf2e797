package dev.slipway.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every page, in light and dark, wide and at 360 px: no rule of axe-core broken, nothing to scroll sideways. */
@BrowserTest
class AccessibilityIT {

    private static final List<String> PAGES = List.of(
            "/projects",
            "/projects/demo",
            "/projects/demo/jobs",
            "/projects/demo/deploy?environment=dev&service=web",
            "/projects/demo/releases",
            "/projects/demo/services/web",
            "/projects/demo/environments/dev",
            "/projects/demo/variables",
            "/projects/demo/definition",
            "/projects/demo/history",
            "/projects/demo/history/1",
            "/projects/new",
            "/search?q=web",
            "/account",
            "/account/tokens",
            "/people",
            "/audit");

    @ParameterizedTest
    @CsvSource({"LIGHT, 1280", "DARK, 1280", "LIGHT, 360", "DARK, 360"})
    void pagesShouldBreakNoRule(ColorScheme scheme, int width, Visitor dana) throws Exception {
        dana.signIn();
        dana.page().emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
        dana.page().setViewportSize(width, 900);
        var found = new ArrayList<String>();
        for (var path : PAGES) {
            dana.go(path);
            dana.page().locator("#main").waitFor();
            Accessibility.violations(dana.page()).forEach(violation -> found.add(path + " " + violation));
            var overflow = (Integer) dana.page()
                    .evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth");
            if (overflow > 0) {
                found.add(path + " is " + overflow + " px wider than the window");
            }
        }
        assertThat(found).isEmpty();
    }
}
