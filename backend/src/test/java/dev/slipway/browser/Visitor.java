package dev.slipway.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;

/** A person with a browser of their own, and what the browser complained about. */
final class Visitor {

    /** How long a condition may take on a slow, loaded machine. */
    static final double PATIENCE_MILLIS = 30_000;

    /** An answer that is no success, and a request that htmx gave up for a newer one. */
    private static final Pattern EXPECTED =
            Pattern.compile("Failed to load resource|^htmx:(sendAbort|afterRequest|responseError)");

    private final RunningPortal portal;
    private final BrowserContext context;
    private final List<String> complaints = new CopyOnWriteArrayList<>();
    private final Page page;

    private Visitor(RunningPortal portal, BrowserContext context) {
        this.portal = portal;
        this.context = context;
        this.page = newTab();
    }

    static Visitor enter(Browser browser, RunningPortal portal) {
        var context = browser.newContext(new Browser.NewContextOptions()
                .setViewportSize(1280, 900)
                .setColorScheme(ColorScheme.LIGHT)
                .setReducedMotion(ReducedMotion.REDUCE)
                .setLocale("en-GB")
                .setTimezoneId("UTC"));
        context.setDefaultTimeout(PATIENCE_MILLIS);
        return new Visitor(portal, context);
    }

    /**
     * The page, its scripts at work: parts of it can be seen while it still loads, and a form that is sent then is answered by
     * a page of its own.
     */
    Page page() {
        page.waitForLoadState();
        return page;
    }

    /** Another tab of the same browser. */
    Page newTab() {
        var tab = context.newPage();
        tab.onPageError(complaints::add);
        tab.onConsoleMessage(message -> {
            if (message.type().equals("error")
                    && !EXPECTED.matcher(message.text()).find()) {
                complaints.add(message.text() + " at " + message.location());
            }
        });
        return tab;
    }

    List<String> complaints() {
        return List.copyOf(complaints);
    }

    /** Signs in as the administrator, whom it makes if nobody did. */
    Visitor signIn() throws IOException {
        portal.needsAdministrator(this);
        go("/");
        if (page.url().contains("/sign-in")) {
            page.getByLabel("User name").fill(RunningPortal.ADMINISTRATOR);
            page.getByLabel("Password").fill(RunningPortal.PASSWORD);
            click("Sign in");
            page.waitForURL(url -> !url.contains("/sign-in"));
        }
        return this;
    }

    /** Returns the status of the answer. */
    int go(String path) {
        var answer = page.navigate(portal.url(path));
        return answer == null ? 0 : answer.status();
    }

    /** Presses the one visible button or follows the one visible link with this name. */
    void click(String name) {
        control(name).click();
    }

    Locator control(String name) {
        var named = new Page.GetByRoleOptions().setName(name).setExact(true);
        return page().getByRole(AriaRole.BUTTON, named)
                .or(page.getByRole(AriaRole.LINK, named))
                .first();
    }

    void picture(Path file) {
        page.screenshot(new Page.ScreenshotOptions().setPath(file));
    }

    void leave() {
        context.close();
    }
}
