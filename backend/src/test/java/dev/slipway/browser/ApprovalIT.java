package dev.slipway.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The story of an approval as people see it: asked, refused, rejected, approved by two, void, and past by broken glass. */
@BrowserTest
class ApprovalIT {

    private static final String PASSWORD = "four quiet boats at noon";
    private static final Pattern JOB = Pattern.compile("\"number\":(\\d+)");

    @TempDir
    Path folder;

    @Test
    void nothingShouldShipThatTwoOthersHaveNotApproved(Visitor ada, Visitor olga, Visitor bob, Visitor cyn)
            throws Exception {
        ada.signIn();
        harbour(ada);
        joins(ada, olga, "olga", "OPERATOR");
        joins(ada, bob, "bob", "APPROVER");
        joins(ada, cyn, "cyn", "APPROVER");

        whoAskedCannotApprove(olga, deploy(olga));
        oneRejectsWithANote(olga, bob);
        twoApprove(olga, bob, cyn);
        aChangedDefinitionVoidsIt(ada, olga, bob, cyn);
        brokenGlassIsLoudAndReviewed(ada, olga, cyn);
    }

    private void whoAskedCannotApprove(Visitor olga, String job) {
        olga.go(job);
        assertThat(olga.page().locator("#job-banner")).containsText("Waits for approval: 0 of 2 approved");
        olga.go("/inbox");
        olga.page()
                .getByText("Deploy web 1.0.0")
                .or(olga.page().getByText("web 1.0.0"))
                .first()
                .click();
        assertThat(olga.page().locator("#decision")).containsText("Who asked must not approve");
        assertThat(olga.control("Approve")).hasCount(0);
    }

    private void oneRejectsWithANote(Visitor olga, Visitor bob) throws IOException {
        bob.go("/inbox");
        assertThat(bob.page().locator("#inbox-count")).containsText("1");
        Pictures.take(bob.page(), "inbox");
        bob.page().keyboard().press("j");
        bob.page().keyboard().press("Enter");
        bob.page().waitForURL(Pattern.compile(".*/inbox/\\d+"));
        assertThat(bob.page().getByRole(AriaRole.MAIN)).containsText("Every action");
        Pictures.take(bob.page(), "approval");
        look(bob.page(), "approval");
        press(bob.page(), "r", "Reject");
        assertThat(bob.page().locator("#decision")).containsText("must say why");
        bob.page().getByLabel("Note").fill("Not before the tide turns");
        press(bob.page(), "r", "Reject");
        assertThat(bob.page().locator("#decision")).containsText("rejected");
        olga.go("/projects/harbour/jobs/1");
        assertThat(olga.page().locator("#job-banner")).containsText("Not before the tide turns");
    }

    private void twoApprove(Visitor olga, Visitor bob, Visitor cyn) {
        var job = deploy(olga);
        open(bob);
        open(cyn);
        press(bob.page(), "a", "Approve");
        assertThat(cyn.page().locator("#decision")).containsText("1 of 2 approved");
        press(cyn.page(), "a", "Approve");
        assertThat(cyn.page().locator("#decision")).containsText("approved");
        olga.go(job);
        Deploying.awaitVerdict(olga.page(), "ucceeded");
    }

    private void aChangedDefinitionVoidsIt(Visitor ada, Visitor olga, Visitor bob, Visitor cyn) {
        var job = deploy(olga);
        open(bob);
        press(bob.page(), "a", "Approve");
        assertThat(bob.page().locator("#decision")).containsText("You approved");
        open(cyn);
        var hash = cyn.page().locator("#decision input[name=hash]").inputValue();
        define(ada, "768");
        approveIfItCanBe(cyn, hash);
        olga.go(job);
        assertThat(olga.page().locator("#job-banner")).containsText("definition was changed");
        bob.page().reload();
        assertThat(bob.page().getByLabel("What changed")).containsText("768");
        assertThat(bob.page().locator("#decision")).containsText("does not count");
        Pictures.take(bob.page(), "approval-void");
    }

    /** The job may have looked again already, and then it is void. */
    private static void approveIfItCanBe(Visitor cyn, String hash) {
        var id = cyn.page().url().replaceAll(".*/", "");
        try {
            send(
                    cyn,
                    "POST",
                    "/api/v1/approvals/" + id + "/decision",
                    "application/json",
                    "{\"choice\":\"approve\",\"hash\":\"" + hash + "\"}");
        } catch (PlaywrightException e) {
            org.assertj.core.api.Assertions.assertThat(e).hasMessageContaining("409");
        }
    }

    private void brokenGlassIsLoudAndReviewed(Visitor ada, Visitor olga, Visitor cyn) throws IOException {
        var job = deploy(olga);
        olga.go(job);
        assertThat(olga.page().locator("#job-banner")).containsText("Waits for approval");
        assertThat(olga.control("Break glass…")).hasCount(0);
        ada.go(job);
        ada.click("Break glass…");
        ada.page().getByLabel("Approval by").check();
        ada.page().getByLabel("Reason").fill("Ships wait outside, and the storm is near");
        Pictures.take(ada.page(), "break-glass");
        ada.click("Break glass");
        Deploying.awaitVerdict(ada.page(), "ucceeded");
        cyn.go("/projects/harbour");
        assertThat(cyn.page().locator("#glass")).containsText("Ships wait outside");
        Pictures.take(cyn.page(), "break-glass-banner");
        ada.go("/reviews");
        assertThat(ada.page().getByRole(AriaRole.MAIN)).containsText("somebody else reviews it");
        cyn.go("/reviews");
        Pictures.take(cyn.page(), "reviews");
        org.assertj.core.api.Assertions.assertThat(Accessibility.violations(cyn.page()))
                .isEmpty();
        cyn.page().getByLabel("What you found").fill("Right so: the storm came");
        cyn.click("Close the review");
        assertThat(cyn.page().getByRole(AriaRole.MAIN)).containsText("Right so: the storm came");
        assertThat(cyn.page().locator("#glass")).not().containsText("Ships wait outside");
    }

    /** The page of one approval in all looks, without a complaint of axe-core. */
    private static void look(Page page, String name) throws IOException {
        org.assertj.core.api.Assertions.assertThat(Accessibility.violations(page))
                .isEmpty();
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        Pictures.take(page, name + "-dark");
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
        page.setViewportSize(360, 780);
        Pictures.take(page, name + "-narrow");
        page.setViewportSize(1280, 900);
    }

    /** A key leads to the button, and only Enter presses it. */
    private static void press(Page page, String key, String button) {
        page.locator("h1").click();
        page.keyboard().press(key);
        assertThat(page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(button)))
                .isFocused();
        page.keyboard().press("Enter");
    }

    private static void open(Visitor visitor) {
        visitor.go("/inbox");
        visitor.page().locator("#inbox-lists a").first().click();
        visitor.page().waitForURL(Pattern.compile(".*/inbox/\\d+"));
    }

    private String deploy(Visitor olga) {
        olga.go("/inbox");
        var made = send(
                olga,
                "POST",
                "/api/v1/projects/harbour/jobs",
                "application/json",
                "{\"pipeline\":\"ship\",\"environment\":\"prod\",\"services\":[{\"service\":\"web\",\"version\":\"1.0.0\"}]}");
        var number = JOB.matcher(made);
        org.assertj.core.api.Assertions.assertThat(number.find()).as(made).isTrue();
        var job = "/projects/harbour/jobs/" + number.group(1);
        olga.go(job);
        assertThat(olga.page().locator("#job-banner")).containsText("Waits for approval");
        return job;
    }

    private void harbour(Visitor ada) throws Exception {
        var app = Files.writeString(folder.resolve("app.sh"), "echo hello\n");
        send(ada, "POST", "/api/v1/groups", "application/json", "{\"key\":\"pilots\",\"title\":\"Pilots\"}");
        define(ada, "512");
        send(
                ada,
                "POST",
                "/api/v1/projects/harbour/releases",
                "application/json",
                "{\"service\":\"web\",\"version\":\"1.0.0\",\"artifacts\":[{\"name\":\"app\",\"kind\":\"file\",\"path\":\""
                        + app + "\",\"sha256\":\""
                        + dev.slipway.artifact.Digest.of(Files.readAllBytes(app))
                                .hex() + "\"}]}");
    }

    private static void define(Visitor ada, String memory) {
        ada.go("/projects");
        var text = """
            project: harbour
            title: Harbour
            environments:
              prod:
                protection:
                  approval: {required: 2, groups: [pilots]}
            services:
              web:
                placements:
                  prod:
                    target: process
                    settings: {command: [/bin/sh, app.sh]}
                    variables: {MEMORY: "%s"}
            pipelines:
              ship:
                steps:
                  - {name: ship, kind: command, settings: {shell: true, command: "echo shipped"}}
            """.formatted(memory);
        send(ada, "PUT", "/api/v1/projects/harbour/definition", "application/yaml", text);
    }

    /** Makes an account, puts it into the group, and chooses its password by the one-time link. */
    private static void joins(Visitor ada, Visitor person, String userName, String role) {
        ada.go("/people");
        var page = send(
                ada, "POST", "/people", "application/x-www-form-urlencoded", "userName=" + userName + "&role=" + role);
        var link = Pattern.compile("/password/[A-Za-z0-9_-]{43}").matcher(page);
        org.assertj.core.api.Assertions.assertThat(link.find()).as(page).isTrue();
        send(ada, "PUT", "/api/v1/groups/pilots/members/" + userName, "application/json", "");
        person.go(link.group());
        person.page().getByLabel("New password").fill(PASSWORD);
        person.page().getByLabel("The same again").fill(PASSWORD);
        person.click("Set the password and sign in");
        person.page().waitForURL(url -> !url.contains("/password/"));
    }

    /** As the page's own scripts would send it. */
    private static String send(Visitor visitor, String method, String path, String type, String body) {
        return String.valueOf(
                visitor.page().evaluate("""
                    async ({method, path, type, body}) => {
                      const csrf = document.querySelector('meta[name=csrf]')
                      const headers = {'Content-Type': type, [csrf.dataset.header]: csrf.content}
                      if (method === 'PUT' && path.endsWith('/definition')) {
                        const now = await fetch(path)
                        headers[now.ok ? 'If-Match' : 'If-None-Match'] = now.ok ? now.headers.get('ETag') : '*'
                      }
                      const answer = await fetch(path, {method, headers, body: body || undefined})
                      const text = await answer.text()
                      if (!answer.ok) throw new Error(method + ' ' + path + ' ' + answer.status + ' ' + text)
                      return text
                    }
                    """, Map.of("method", method, "path", path, "type", type, "body", body)));
    }
}
