package dev.slipway.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Keyboard;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Nothing needs a pointer. */
@BrowserTest
class KeyboardIT {

    private static final int MOST_TABS = 60;

    @Test
    void deployShouldNeedNoPointer(Visitor dana) throws Exception {
        dana.signIn();
        dana.go("/projects/demo");
        var keys = dana.page().keyboard();

        tabTo(dana, keys, "Deploy…");
        keys.press("Enter");
        assertThat(dana.page().locator("form.deploy #deploy-preview ol.plan")).isVisible();
        tabTo(dana, keys, "Deploy");
        keys.press("Enter");

        dana.page().waitForURL(Pattern.compile(".*/projects/demo/jobs/\\d+"));
        tabTo(dana, keys, "Cancel job…");
        keys.press("Enter");
        keys.type("only a try");
        keys.press("Enter");
        new Deploying(dana).awaitVerdict("Cancelled");
    }

    @Test
    void keysShouldMoveBetweenPages(Visitor dana) throws Exception {
        dana.signIn();
        dana.go("/projects/demo");
        var keys = dana.page().keyboard();

        keys.press("g");
        keys.press("j");
        dana.page().waitForURL(Pattern.compile(".*/projects/demo/jobs"));
        keys.press("/");
        assertThat(dana.page().locator("#find")).isFocused();
        keys.press("Escape");
        dana.page().locator("#main").focus();
        keys.press("?");
        assertThat(dana.page().locator("#keys")).isVisible();
        keys.press("Escape");
        assertThat(dana.page().locator("#keys")).isHidden();
    }

    /** Presses Tab until the focus is on the control with this text; it must then be seen to have the focus. */
    private static void tabTo(Visitor visitor, Keyboard keys, String text) {
        for (var i = 0; i < MOST_TABS; i++) {
            keys.press("Tab");
            if (text.equals(visitor.page().evaluate("() => document.activeElement.textContent.trim()"))) {
                assertThat(visitor.page()
                                .evaluate("() => { const s = getComputedStyle(document.activeElement);"
                                        + " return s.outlineStyle !== 'none' || s.boxShadow !== 'none' }"))
                        .as("the focus on '" + text + "' is visible")
                        .isEqualTo(true);
                return;
            }
        }
        throw new AssertionError("No way to '" + text + "' with the Tab key");
    }
}
