package dev.slipway.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The grid, a service in an environment, and how both were: by what a person does with them. */
@BrowserTest
class GridIT {

    private static final int CHANGES = 48;
    private static final String ELEMENTS = "() => document.querySelectorAll('*').length";

    @Test
    void aViewShouldBeFilteredKeptAndFoundAgain(Visitor dana) throws Exception {
        dana.signIn();
        dana.go("/grid?project=demo");
        var page = dana.page();
        live(page);

        page.getByLabel("Words", new Page.GetByLabelOptions().setExact(true)).fill("worker");
        page.waitForURL(Pattern.compile(".*q=worker.*"));
        assertThat(page.locator("#t_demo_dev_worker")).isVisible();
        assertThat(page.locator("#t_demo_dev_web")).hasCount(0);

        dana.click("Views and favourites…");
        page.getByLabel("Keep what is shown now as").fill("Workers");
        dana.click("Keep the view");
        var kept = page.getByRole(AriaRole.NAVIGATION, new Page.GetByRoleOptions().setName("Views"))
                .getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName("Workers"));
        assertThat(kept).hasAttribute("aria-current", "page");

        dana.go("/grid?project=demo");
        assertThat(page.locator("#t_demo_dev_web")).isVisible();
        kept.click();
        assertThat(page.locator("#t_demo_dev_worker")).isVisible();
        assertThat(page.locator("#t_demo_dev_web")).hasCount(0);
    }

    @Test
    void theGridShouldNeedNoPointer(Visitor dana) throws Exception {
        dana.signIn();
        dana.go("/projects/demo");
        var page = dana.page();
        live(page);

        page.keyboard().press("g");
        page.keyboard().press("g");
        page.waitForURL(Pattern.compile(".*/grid.*"));
        live(page);
        page.locator("#t_demo_dev_web a.v").focus();
        page.keyboard().press("Enter");
        page.waitForURL(Pattern.compile(".*/projects/demo/services/web/environments/dev"));
        assertThat(page.locator("h1")).containsText("Web in");
    }

    @Test
    void aPlacementShouldTellItsDeploysInstancesAndWhatTheyPrint(Visitor dana) throws Exception {
        dana.signIn();
        new Deploying(dana).choose("Development", "Web", "1.1.0").deploy().awaitVerdict("web 1.1.0 runs in dev");
        dana.go("/projects/demo/services/web/environments/dev?range=1h");
        var page = dana.page();

        assertThat(page.getByLabel("State", new Page.GetByLabelOptions().setExact(true)))
                .containsText("1.1.0 is healthy");
        assertThat(page.locator("#placement-happenings")).containsText("web 1.1.0 → dev");
        assertThat(page.locator("#charts canvas").first()).isVisible();
        page.getByText("As a table").click();
        assertThat(page.locator("#figures tbody tr").first()).isVisible();
        assertThat(page.locator("#placement-instances [data-instance]")).hasCount(1);

        dana.click("Follow");
        assertThat(page.locator("#lines")).not().isEmpty();
        dana.click("Stop");
        Pictures.take(page, "placement");
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        page.setViewportSize(360, 780);
        org.assertj.core.api.Assertions.assertThat(Accessibility.tooWide(page)).isEmpty();
        org.assertj.core.api.Assertions.assertThat(Accessibility.violations(page))
                .isEmpty();
    }

    @Test
    void thePastShouldSayThatItIsThePastAndWhatIsNotKnown(Visitor dana) throws Exception {
        dana.signIn();
        dana.go("/grid?project=demo");
        var page = dana.page();
        live(page);

        dana.click("Look back…");
        page.waitForURL(Pattern.compile(".*/grid/past.*at=1h.*"));
        dana.go("/grid/past?project=demo&at=7d");
        assertThat(page.getByRole(AriaRole.STATUS).filter(new Locator.FilterOptions().setHasText("This is the past")))
                .isVisible();
        assertThat(page.locator("#t_demo_dev_web")).containsText("not looked at by then");
        org.assertj.core.api.Assertions.assertThat(Accessibility.violations(page))
                .isEmpty();

        dana.go("/grid/difference?project=demo&from=7d");
        assertThat(page.locator("#everything tbody tr").first()).containsText("state");
        org.assertj.core.api.Assertions.assertThat(Accessibility.violations(page))
                .isEmpty();
        dana.click("Back to now");
        page.waitForURL(Pattern.compile(".*/grid\\?project=demo"));
    }

    /** The page hears nothing: its connection is never answered, and the browser's clock is put forward. */
    @Test
    void aWallThatHearsNothingShouldSayItIsNotLiveAndShowNothingAsWell(Visitor dana) throws Exception {
        dana.signIn();
        var page = dana.page();
        page.clock().install();
        page.route("**/grid/live**", held -> {});
        dana.go("/wall?project=demo");
        assertThat(page.locator("#clock")).not().isEmpty();
        assertThat(page.locator("#stale")).isHidden();

        page.clock().fastForward(25_000);

        assertThat(page.locator("#stale")).containsText("NOT LIVE");
        assertThat(page.locator("body")).hasAttribute("data-stale", "");
        assertThat(page.locator("#t_demo_dev_web .st")).hasCSS("border-top-style", "dashed");
    }

    /** What the portal would tell comes from the test, so that nothing else changes meanwhile. */
    @Test
    void aWallShouldHoldNoMoreAfterManyChangesThanBefore(Visitor dana) throws Exception {
        dana.signIn();
        var page = dana.page();
        page.addInitScript("""
            window.EventSource = class extends EventTarget {
              constructor() { super(); window.teller = this; }
              addEventListener(type, ...more) { super.addEventListener(type, ...more); this.heard = this.heard || type === 'parts'; }
              get readyState() { return 1; }
              close() {}
            };\
            """);
        dana.go("/wall?project=demo");
        live(page);
        page.waitForFunction("() => window.teller?.heard");
        assertThat(page.locator("#clock")).not().isEmpty();
        var tile = (String) page.evaluate("() => document.getElementById('t_demo_dev_web').outerHTML");
        var elements = page.evaluate(ELEMENTS);

        for (var number = 1; number <= CHANGES; number++) {
            page.evaluate(
                    "html => { window.teller.dispatchEvent(new MessageEvent('parts', { data: html })); }",
                    change(tile, number));
            assertThat(page.locator("#t_demo_dev_web a.v")).hasText("v" + number);
        }

        page.waitForFunction("before => (" + ELEMENTS + ")() === before", elements);
        assertThat(page.locator("#t_demo_dev_web")).hasCount(1);
        assertThat(page.locator("#t_demo_dev_web .leftover")).hasCount(0);
    }

    /** The tile with another version, each second time with something that is gone the next time. */
    private static String change(String tile, int number) {
        return tile.replaceFirst("data-v=\"[^\"]*\"", "hx-swap-oob=\"true\" data-v=\"" + number + "\"")
                .replaceFirst(
                        "(<a class=\"v\"[^>]*>)[^<]*</a>",
                        "$1v" + number + "</a>" + (number % 2 == 1 ? "<b class=\"leftover\">more</b>" : ""));
    }

    private static void live(Page page) {
        page.waitForFunction("() => typeof window.htmx !== 'undefined' && typeof window.slipway !== 'undefined'");
    }
}
