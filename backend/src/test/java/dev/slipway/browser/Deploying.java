package dev.slipway.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import java.util.regex.Pattern;

/** Deploying as an operator does it, by the dialog and the job's page. */
record Deploying(Visitor visitor) {

    /** A release that is never healthy takes its grace twice, and the way back. */
    private static final double LONGEST_MILLIS = 150_000;

    /** Opens the dialog from the dashboard and chooses. */
    Deploying choose(String environment, String service, String version) {
        visitor.go("/projects/demo");
        visitor.click("Deploy…");
        var dialog = dialog();
        dialog.getByText(environment, new Locator.GetByTextOptions().setExact(true))
                .click();
        for (var other : new String[] {"Web", "Worker"}) {
            var box = dialog.getByLabel(other, new Locator.GetByLabelOptions().setExact(true));
            box.setChecked(other.equals(service));
        }
        dialog.getByLabel("Release of " + service).selectOption(version);
        assertThat(dialog.locator("#deploy-preview ol.plan")).isVisible();
        return this;
    }

    /** Starts the job and returns when its page is there. */
    Deploying deploy() {
        dialog().getByText("Deploy", new Locator.GetByTextOptions().setExact(true))
                .last()
                .click();
        visitor.page().waitForURL(Pattern.compile(".*/projects/demo/jobs/\\d+"));
        return this;
    }

    Locator dialog() {
        return visitor.page().locator("form.deploy");
    }

    Locator verdict() {
        return visitor.page().locator("section[aria-label=Verdict]");
    }

    Locator log() {
        return visitor.page().locator(".log-view");
    }

    /** Returns when the job has ended with a title of these words. */
    void awaitVerdict(String title) {
        awaitVerdict(visitor.page(), title);
    }

    static void awaitVerdict(Page page, String title) {
        assertThat(page.locator("section[aria-label=Verdict] h2"))
                .containsText(title, new LocatorAssertions.ContainsTextOptions().setTimeout(LONGEST_MILLIS));
    }
}
