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
            "/grid?group=project",
            "/grid?group=team&mode=compact",
            "/grid?group=environment",
            "/grid/past?at=1h",
            "/grid/difference?from=1h",
            "/wall",
            "/projects/demo",
            "/projects/demo/jobs",
            "/projects/demo/deploy?environment=dev&service=web",
            "/projects/demo/releases",
            "/projects/demo/releases/new",
            "/projects/demo/services/web/releases/1.1.0",
            "/projects/demo/pipelines",
            "/projects/demo/pipelines/full-deploy",
            "/projects/demo/services/web",
            "/projects/demo/services/web/environments/dev",
            "/projects/demo/services/worker/environments/dev?range=1h",
            "/projects/demo/environments/dev",
            "/projects/demo/variables",
            "/projects/demo/definition",
            "/projects/demo/delivery?environment=dev",
            "/projects/demo/delivery?environment=prod",
            "/projects/demo/delivery/deployments?environment=dev",
            "/projects/demo/delivery/jobs?environment=dev&pipeline=deploy",
            "/projects/demo/cost",
            "/projects/demo/environments/dev/checks",
            "/projects/demo/promotions",
            "/projects/demo/trust-rules",
            "/projects/demo/trust-rules/new",
            "/projects/demo/freezes",
            "/projects/demo/freezes/new",
            "/projects/demo/alerts",
            "/projects/demo/notifications",
            "/notifications",
            "/projects/demo/history",
            "/projects/demo/history/1",
            "/projects/new",
            "/search?q=web",
            "/account",
            "/account/tokens",
            "/account/access",
            "/account/second-factor",
            "/inbox",
            "/people",
            "/people/sign-in-rules",
            "/access",
            "/groups",
            "/audit/verify",
            "/audit");

    @ParameterizedTest
    @CsvSource({"LIGHT, 1280", "DARK, 1280", "LIGHT, 360", "DARK, 360"})
    void pagesShouldBreakNoRule(ColorScheme scheme, int width, Visitor dana) throws Exception {
        dana.signIn();
        dana.page().emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
        dana.page().setViewportSize(width, 900);
        var found = new ArrayList<String>();
        for (var path : pages(dana)) {
            assertThat(dana.go(path)).as(path).isEqualTo(200);
            dana.page().locator("#main").waitFor();
            Accessibility.violations(dana.page()).forEach(violation -> found.add(path + " " + violation));
            Accessibility.tooWide(dana.page()).forEach(what -> found.add(path + " is too wide: " + what));
        }
        assertThat(found).isEmpty();
    }

    /** With the page of a job that ended. */
    private static List<String> pages(Visitor dana) {
        dana.go("/projects/demo/jobs");
        if (dana.page().locator("#found-jobs a.btn").count() > 0) {
            new Deploying(dana)
                    .choose("Development", "Worker", "1.0.0")
                    .deploy()
                    .awaitVerdict("worker 1.0.0 runs in dev");
        }
        var pages = new ArrayList<>(PAGES);
        pages.add("/projects/demo/jobs/1");
        return pages;
    }
}
