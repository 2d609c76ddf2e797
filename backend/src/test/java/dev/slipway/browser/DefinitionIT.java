package dev.slipway.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.WaitUntilState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

@BrowserTest
class DefinitionIT {

    @Test
    void problemsShouldBeMarkedBesideTheTextWhileItIsTyped(Visitor ada) throws Exception {
        ada.signIn();
        newProject(ada, "typing");
        var text = ada.page().getByLabel("The whole project as YAML");

        text.press("Control+End");
        text.pressSequentially("environments:\ndev:\ntitel: x");

        assertThat(ada.page().locator("#problems")).containsText("Did you mean 'title'?");
        assertThat(ada.page().locator(".gutter .bad")).hasCount(1);
        assertThat(text).hasValue("project: typing\nenvironments:\n  dev:\n    titel: x");
        Pictures.take(ada.page(), "definition-problems");

        ada.page().locator("#problems .at").click();
        assertThat(text).isFocused();
        text.press("Escape");
        text.press("Tab");
        assertThat(text).not().isFocused();
    }

    @Test
    void whatIsTypedBeforeTheScriptsAreThereShouldBeCheckedToo(Visitor ada) throws Exception {
        ada.signIn();
        newProject(ada, "early");
        // Not asked for again: a visitor's page is waited for, and this one is to be touched while it loads.
        var page = ada.page();
        var held = new CompletableFuture<Route>();
        page.route("**/htmx.min.js", held::complete);
        page.navigate(page.url(), new Page.NavigateOptions().setWaitUntil(WaitUntilState.COMMIT));
        var text = page.getByLabel("The whole project as YAML");

        text.fill("project: early\ntitel: x\n");
        page.waitForCondition(held::isDone);
        held.join().resume();

        assertThat(page.locator("#problems")).containsText("Did you mean 'title'?");
    }

    @Test
    void changesShouldBeSeenThenSavedThenFoundInTheHistory(Visitor ada) throws Exception {
        ada.signIn();
        newProject(ada, "changing");
        var text = ada.page().getByLabel("The whole project as YAML");
        text.fill("project: changing\ntitle: Changed\nenvironments:\n  dev: {}\nservices:\n  web: {}\n");
        ada.page().locator("#comment").fill("a first service");

        ada.click("Show changes");
        assertThat(ada.page().locator(".diff .add").first()).isVisible();
        Pictures.take(ada.page(), "definition-changes");
        ada.click("Save");

        assertThat(ada.page().locator("body")).containsText("Version 2 is in force");
        ada.go("/projects/changing/history");
        assertThat(ada.page().locator("main")).containsText("a first service");
        Pictures.take(ada.page(), "history");
    }

    @Test
    void secondWriterShouldSeeTheFirstOnesChangeAndLoseNothing(Visitor ada) throws Exception {
        ada.signIn();
        newProject(ada, "two-tabs");
        var other = ada.newTab();
        other.navigate(ada.page().url());
        other.getByLabel("The whole project as YAML").fill("project: two-tabs\ntitle: Theirs\n");
        other.getByRole(AriaRole.BUTTON, named("Save")).click();
        assertThat(other.locator("body")).containsText("Version 2 is in force");

        ada.page().getByLabel("The whole project as YAML").fill("project: two-tabs\ntitle: Mine\n");
        ada.click("Save");

        assertThat(ada.page().locator("main")).containsText("while you were editing");
        assertThat(ada.page().locator(".diff").first()).containsText("title: Theirs");
        assertThat(ada.page().getByLabel("The whole project as YAML")).hasValue("project: two-tabs\ntitle: Mine\n");
        Pictures.take(ada.page(), "definition-stale");
        ada.click("Save mine over version 2");
        assertThat(ada.page().locator("body")).containsText("Version 3 is in force");
    }

    @Test
    void releaseShouldBeUploadedFromAFormThatKeepsWhatWasTyped(Visitor ada) throws Exception {
        ada.signIn();
        newProject(ada, "uploading");
        ada.page().getByLabel("The whole project as YAML").fill("project: uploading\nservices: {web: {}}\n");
        ada.click("Save");
        assertThat(ada.page().locator("body")).containsText("in force");
        ada.go("/projects/uploading/releases/new");
        var file = Files.writeString(Files.createTempDirectory("upload").resolve("app.jar"), "the app");
        ada.page().getByLabel("File to upload").setInputFiles(file);
        ada.page().locator("#f-version").fill("not a version");
        ada.click("Register");
        assertThat(ada.page().locator("form.form")).containsText("A version must be");

        ada.page().locator("#f-version").fill("1.0.0");
        ada.click("Register");

        assertThat(ada.page().locator("h1")).containsText("1.0.0");
        Pictures.take(ada.page(), "release");
    }

    @Test
    void pagesShouldHaveNoViolationOfAccessibility(Visitor ada) throws Exception {
        ada.signIn();
        var found = new ArrayList<String>();
        for (var path : List.of(
                "/projects",
                "/projects/new",
                "/projects/demo/definition",
                "/projects/demo/history",
                "/projects/demo/history/1",
                "/projects/demo/variables",
                "/projects/demo/services/web",
                "/projects/demo/environments/dev",
                "/projects/demo/releases",
                "/projects/demo/releases/new",
                "/projects/demo/services/web/releases/1.0.0",
                "/projects/demo/delete")) {
            ada.go(path);
            ada.picture(Path.of("target", "browser", path.substring(1).replace('/', '-') + ".png"));
            Accessibility.violations(ada.page()).forEach(violation -> found.add(path + " " + violation));
        }
        assertThat(found).isEmpty();
    }

    private static void newProject(Visitor ada, String key) {
        ada.go("/projects/new");
        ada.page().locator("#f-key").fill(key);
        ada.click("Create project");
        assertThat(ada.page().getByLabel("The whole project as YAML")).hasValue("project: " + key + "\n");
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name).setExact(true);
    }
}
