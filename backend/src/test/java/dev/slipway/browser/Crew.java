package dev.slipway.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;

/** Lets an administrator invite colleagues, who then sign in with browsers of their own. */
record Crew(Visitor administrator) {

    /** The newcomer follows the one-time link; they are signed in afterwards. */
    Visitor invite(String userName, String name, String role, Visitor newcomer) {
        administrator.go("/people");
        administrator.click("Add a person…");
        var form = administrator.page().locator("#add");
        form.getByLabel("User name").fill(userName);
        form.getByLabel("Name", new Locator.GetByLabelOptions().setExact(true)).fill(name);
        form.locator("input[name=role][value=" + role + "]").check();
        form.getByText("Add and get the link").click();
        var link = administrator.page().locator("#f-link");
        assertThat(link).isVisible();
        newcomer.page().navigate(link.inputValue());
        newcomer.page().getByLabel("New password").fill(RunningPortal.PASSWORD);
        newcomer.page().getByLabel("The same again").fill(RunningPortal.PASSWORD);
        newcomer.click("Set the password and sign in");
        newcomer.page().waitForURL(url -> !url.contains("/password/"));
        return newcomer;
    }

    /** Sends JSON to the API as somebody who is signed in; returns the status. */
    static int send(Page page, String method, String path, String json) {
        var answer = page.evaluate("""
            async ([method, path, json]) => {
              const csrf = document.querySelector('meta[name=csrf]')
              const headers = { 'Content-Type': 'application/json', [csrf.dataset.header]: csrf.content }
              const answer = await fetch(path, { method, headers, body: json || undefined })
              return answer.status
            }\
            """, new String[] {method, path, json});
        return ((Number) answer).intValue();
    }

    static Locator heading(Page page, String name) {
        return page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName(name));
    }
}
