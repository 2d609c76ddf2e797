package dev.slipway.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A release goes from staging to prod: asked for, rejected, approved by two, void because something changed, shipped. */
@BrowserTest
class PromotionIT {

    private static final double LONGEST_MILLIS = 150_000;

    @Test
    void releaseShouldReachProdWhenTheGatesAndThePeopleSaySo(Visitor ada, Visitor dana, Visitor lee, Visitor noor)
            throws IOException {
        ada.signIn();
        var crew = new Crew(ada);
        crew.invite("dana", "Dana", "OPERATOR", dana);
        crew.invite("lee", "Lee", "APPROVER", lee);
        crew.invite("noor", "Noor", "APPROVER", noor);
        changeDefinition(ada, "required: 1", "required: 2");
        new Deploying(dana).choose("Development", "Worker", "1.0.0").deploy().awaitVerdict("worker 1.0.0 runs in dev");

        dana.go("/projects/demo/promotions");
        Pictures.take(dana.page(), "promotion-board");
        promote(dana, "Promote Worker 1.0.0 to Staging");
        assertThat(state(dana)).containsText("It runs in staging", longest());

        dana.go("/projects/demo/promotions");
        assertThat(dana.control("Promote Worker 1.0.0 to Production")).isVisible();
        promote(dana, "Promote Worker 1.0.0 to Production");
        assertThat(ship(dana)).containsText("Verified in staging");
        assertThat(ship(dana)).containsText("Approval");
        var first = dana.page().url();

        dana.go("/inbox");
        dana.page().locator("a[data-row]").first().click();
        assertThat(dana.page().locator("#decision-title").locator("..")).containsText("Who asked must not approve");

        decide(lee, "Not on a Friday", "Reject");
        dana.page().navigate(first);
        assertThat(state(dana)).containsText("It was rejected", longest());
        assertThat(dana.page().getByLabel("Decisions")).containsText("Not on a Friday");

        dana.click("Promote again…");
        ask(dana);
        decide(lee, "Looked at it", "Approve");
        assertThat(dana.page().getByLabel("Decisions")).containsText("Lee approved", longest());
        Pictures.take(dana.page(), "promotion-approval");

        changeDefinition(ada, "GREETING: Welcome to the harbour\n", "GREETING: Welcome back to the harbour\n");
        assertThat(dana.page().getByLabel("Decisions")).containsText("void", longest());
        assertThat(dana.page().getByLabel("Decisions")).containsText("Welcome back to the harbour");
        assertThat(state(dana)).containsText("What was approved is void", longest());
        Pictures.take(dana.page(), "promotion-void");

        dana.click("Promote again…");
        ask(dana);
        decide(lee, "Still fine", "Approve");
        var freeze = freeze(ada);
        decide(noor, "Fine", "Approve");
        assertThat(ship(dana)).containsText("Quarter close", longest());
        assertThat(dana.page().getByLabel("Decisions")).containsText("Noor approved");
        assertThat(state(dana)).containsText("It has not started");
        Pictures.take(dana.page(), "promotion-frozen");
        thaw(ada, freeze);
        assertThat(state(dana)).containsText("It runs in prod", longest());

        dana.go("/projects/demo/promotions");
        assertThat(dana.page().getByLabel("Worker in Production")).containsText("1.0.0");
        org.assertj.core.api.Assertions.assertThat(Accessibility.violations(dana.page()))
                .isEmpty();
        otherLooks(dana);
    }

    private static void otherLooks(Visitor dana) {
        dana.page().emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        Pictures.take(dana.page(), "promotion-board-dark");
        dana.page().emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
        dana.page().setViewportSize(360, 780);
        Pictures.take(dana.page(), "promotion-board-narrow");
    }

    /** By the board's button and the dialog. */
    private static void promote(Visitor visitor, String button) {
        visitor.click(button);
        ask(visitor);
    }

    private static void ask(Visitor visitor) {
        var dialog = visitor.page().locator("form.promote");
        assertThat(dialog.locator(".preview")).containsText("is verified in");
        Pictures.take(visitor.page(), "promotion-dialog");
        dialog.getByText("Ask for the promotion").click();
        visitor.page().waitForURL(Pattern.compile(".*/projects/demo/promotions/\\d+"));
    }

    /** In the inbox, about what waits for them. */
    private static void decide(Visitor approver, String note, String button) {
        approver.go("/inbox");
        approver.page()
                .getByLabel("Waits for you")
                .locator("a[data-row]")
                .first()
                .click();
        approver.page().getByLabel("Note").fill(note);
        approver.page()
                .locator("button[name=choice]", new Page.LocatorOptions().setHasText(button))
                .click();
        var said = button.equals("Reject") ? "rejected" : "approved";
        assertThat(approver.page().getByLabel("Decisions")).containsText(said);
    }

    private static void changeDefinition(Visitor administrator, String before, String after) {
        administrator.go("/projects/demo/definition");
        var answer = administrator.page().evaluate("""
            async ([before, after]) => {
              const path = '/api/v1/projects/demo/definition'
              const now = await fetch(path, { headers: { Accept: 'application/yaml' } })
              const text = await now.text()
              if (!text.includes(before)) return 'The definition lacks ' + before + ':\\n' + text
              const csrf = document.querySelector('meta[name=csrf]')
              const headers = { 'Content-Type': 'application/yaml', 'If-Match': now.headers.get('ETag'),
                [csrf.dataset.header]: csrf.content }
              const saved = await fetch(path, { method: 'PUT', headers, body: text.replace(before, after) })
              return saved.ok ? '' : await saved.text()
            }\
            """, new String[] {before, after});
        org.assertj.core.api.Assertions.assertThat(answer).isEqualTo("");
    }

    /** From an hour ago until in two hours. */
    private static int freeze(Visitor administrator) {
        administrator.go("/projects/demo");
        var id = administrator.page().evaluate("""
            async () => {
              const at = hours => new Date(Date.now() + hours * 3600000).toISOString().slice(0, 16)
              const csrf = document.querySelector('meta[name=csrf]')
              const made = await fetch('/api/v1/freezes', { method: 'POST',
                headers: { 'Content-Type': 'application/json', [csrf.dataset.header]: csrf.content },
                body: JSON.stringify({ title: 'Quarter close', kind: 'deny', project: 'demo', environment: 'prod',
                  from: at(-1), until: at(2), zone: 'UTC', reason: 'The books are closed' }) })
              return (await made.json()).id
            }\
            """);
        return ((Number) id).intValue();
    }

    private static void thaw(Visitor administrator, int freeze) {
        administrator.page().evaluate("""
            async id => {
              const csrf = document.querySelector('meta[name=csrf]')
              await fetch('/api/v1/freezes/' + id, { method: 'DELETE', headers: { [csrf.dataset.header]: csrf.content } })
            }\
            """, freeze);
    }

    private static Locator state(Visitor visitor) {
        return visitor.page().getByLabel("State", new Page.GetByLabelOptions().setExact(true));
    }

    private static Locator ship(Visitor visitor) {
        return visitor.page().getByLabel("When can this ship?");
    }

    private static LocatorAssertions.ContainsTextOptions longest() {
        return new LocatorAssertions.ContainsTextOptions().setTimeout(LONGEST_MILLIS);
    }
}
