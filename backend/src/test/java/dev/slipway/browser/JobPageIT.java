package dev.slipway.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A job's page while the job goes on: cancelled, loaded again, looked at twice. */
@BrowserTest
class JobPageIT {

    @Test
    void cancelledJobShouldEndAndSaySo(Visitor dana) throws Exception {
        var deploying = new Deploying(dana.signIn())
                .choose("Development", "Web", "1.3.0")
                .deploy();
        assertThat(deploying.log()).containsText("started: pid");

        dana.click("Cancel job…");
        var dialog = dana.page().getByRole(AriaRole.DIALOG);
        dialog.getByLabel("Reason").fill("wrong release");
        dialog.getByText("Cancel the job").click();

        deploying.awaitVerdict("Cancelled");
        assertThat(dana.page().locator("#main")).containsText("wrong release");
    }

    @Test
    void reloadInTheMiddleShouldLoseNothing(Visitor dana) throws Exception {
        var deploying = new Deploying(dana.signIn())
                .choose("Development", "Worker", "1.0.0")
                .deploy();

        dana.page().reload();
        deploying.awaitVerdict("worker 1.0.0 runs in dev");
        dana.page().reload();

        assertThat(deploying.verdict()).containsText("proven");
        assertThat(numbers(dana.page())).isNotEmpty().isSorted().doesNotHaveDuplicates();
    }

    @Test
    void twoTabsShouldShowTheSame(Visitor dana) throws Exception {
        var deploying = new Deploying(dana.signIn())
                .choose("Development", "Worker", "1.0.0")
                .deploy();
        var other = dana.newTab();
        other.navigate(dana.page().url());

        deploying.awaitVerdict("worker 1.0.0 runs in dev");
        Deploying.awaitVerdict(other, "worker 1.0.0 runs in dev");

        // The last line comes a moment after the verdict, to each when it does.
        dana.page().waitForCondition(() -> lines(other).equals(lines(dana.page())));
        assertThat(other.locator(".log-count")).containsText("lines");
        assertThat(other.locator("section[aria-label=Verdict]")).containsText("1 of 1");
    }

    private static String lines(Page page) {
        return page.locator(".log-count").textContent();
    }

    private static List<Integer> numbers(Page page) {
        assertThat(page.locator(".log-n").first()).isVisible();
        return page.locator(".log-n").allTextContents().stream()
                .map(String::strip)
                .filter(text -> text.matches("\\d+"))
                .map(Integer::valueOf)
                .toList();
    }
}
