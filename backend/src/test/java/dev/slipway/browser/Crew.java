package dev.slipway.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;

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
}
