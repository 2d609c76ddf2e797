package dev.slipway.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.KeyboardModifier;
import dev.slipway.job.web.LogServer;
import dev.slipway.job.web.NoSignals;
import dev.slipway.testing.Postgres;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@BrowserTest
class LogViewerIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int MILLION = 1_000_000;
    private static final int MOST_ROWS = 600;

    private static LogServer server;
    private static long jobs = 1;

    private final long job = ++jobs;

    @BeforeAll
    static void start() {
        server = new LogServer(Postgres.migrated(), new NoSignals());
        try (var writer = server.logs().open(1, 1)) {
            for (int i = 1; i <= MILLION; i++) {
                var step = i < 400_000 ? "migrate" : "deploy/web";
                writer.line(step, i % 1_000 == 0 ? "\u001b[31mslow\u001b[0m request " + i : "request " + i + " served");
            }
        }
        server.logs().close(1).block(PATIENCE);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private Page open(Visitor visitor, long job, String hash) {
        var page = visitor.newTab();
        page.navigate("http://127.0.0.1:" + server.port() + "/view/" + job + hash);
        return page;
    }

    private static Locator row(Page page, String text) {
        return page.locator(".log-row").filter(new Locator.FilterOptions().setHasText(text));
    }

    @Test
    void aMillionLinesShouldOpenAtOnceAndStayOutOfThePage(Visitor visitor) {
        open(visitor, 1, "").close();
        var page = visitor.newTab();
        page.navigate("http://127.0.0.1:" + server.port() + "/view/1");
        assertThat(row(page, "request 1000000")).isVisible();
        var millis = ((Number) page.evaluate("() => performance.now()")).doubleValue();
        // Under a second alone; the machine of the tests does much else. All lines would take minutes.
        assertThat(millis).isLessThan(20_000);

        page.evaluate(
                "() => { const view = document.querySelector('.log-view'); view.scrollTop = view.scrollHeight / 2 }");
        assertThat(row(page, "request 500000")).isVisible();
        assertThat(page.locator(".log-row").count()).isLessThan(MOST_ROWS);
        page.evaluate("() => { document.querySelector('.log-view').scrollTop = 0 }");
        assertThat(row(page, "request 1 served")).isVisible();
        assertThat(page.locator(".log-row").count()).isLessThan(MOST_ROWS);
    }

    @Test
    void linesShouldHaveAddressesThatWorkForOthers(Visitor visitor) {
        var page = open(visitor, 1, "#L123456");
        assertThat(page.locator(".log-marked")).containsText("request 123456 served");
        page.locator(".log-n", new Page.LocatorOptions().setHasText("123459"))
                .click(new Locator.ClickOptions().setModifiers(List.of(KeyboardModifier.SHIFT)));
        assertThat(page.url()).endsWith("#L123456-L123459");

        var other = open(visitor, 1, "#L123456-L123459");
        assertThat(other.locator(".log-marked")).hasCount(4);
    }

    @Test
    void searchShouldFindWhatIsNotInThePage(Visitor visitor) {
        var page = open(visitor, 1, "");
        assertThat(row(page, "request 1000000")).isVisible();
        page.getByLabel("Search the log").fill("SLOW");
        page.keyboard().press("Enter");
        assertThat(page.locator(".log-found")).containsText(" of 1,000");
        page.keyboard().press("Shift+Enter");
        assertThat(page.locator(".log-current")).containsText("slow request");
        page.getByLabel("Search the log").fill("request 777777 ");
        page.keyboard().press("Enter");
        assertThat(page.locator(".log-current")).containsText("request 777777 served");
    }

    @Test
    void aLiveLogShouldBeFollowedUntilSomebodyLooksBack(Visitor visitor) {
        var page = open(visitor, job, "");
        assertThat(page.locator(".log-empty")).containsText("Nothing printed yet");
        try (var writer = server.logs().open(job, 1)) {
            print(writer, 1, 200);
            assertThat(row(page, "line 200.")).isVisible();
            page.locator(".log-view").hover();
            page.mouse().wheel(0, -900);
            assertThat(page.locator(".log-state")).hasText("paused");
            print(writer, 201, 300);
            assertThat(page.locator(".log-state")).containsText("100 new");
            page.locator(".log-view").focus();
            page.keyboard().press("f");
            assertThat(row(page, "line 300.")).isVisible();
        }
        server.logs().close(job).block(PATIENCE);
        assertThat(page.locator(".log-state")).isHidden();
        assertThat(page.locator(".log-count")).hasText("300 lines");
    }

    @Test
    void aLostConnectionShouldBeToldAndMissNothing(Visitor visitor) {
        var page = open(visitor, job, "");
        try (var writer = server.logs().open(job, 1)) {
            print(writer, 1, 5);
            assertThat(row(page, "line 5.")).isVisible();
            server.whileAway(() -> {
                print(writer, 6, 20);
                assertThat(page.locator(".log-note")).containsText("Connection lost");
            });
            assertThat(page.locator(".log-note")).containsText("No line was missed");
            assertThat(row(page, "line 20.")).isVisible();
            print(writer, 21, 25);
            assertThat(row(page, "line 25.")).isVisible();
        }
        assertThat(page.locator(".log-n").allTextContents())
                .containsExactlyElementsOf(java.util.stream.IntStream.rangeClosed(1, 25)
                        .mapToObj(Integer::toString)
                        .toList());
        assertThat(page.locator(".log-count")).hasText("25 lines");
    }

    @Test
    void stepsShouldFoldAndColoursBeClasses(Visitor visitor) {
        try (var writer = server.logs().open(job, 1)) {
            writer.line("pre-check", "22 pass");
            writer.line("deploy", "\u001b[1;31mfailed\u001b[0m \u001b[38;5;208morange\u001b[0m <b>no tag</b>");
            writer.line("deploy", "progress 1%\rprogress 100%");
        }
        server.logs().close(job).block(PATIENCE);
        var page = open(visitor, job, "");
        assertThat(page.locator(".log-t .a1.f1")).hasText("failed");
        assertThat(page.locator(".log-t .f208")).hasText("orange");
        assertThat(row(page, "<b>no tag</b>")).isVisible();
        assertThat(row(page, "progress 100%")).isVisible();
        assertThat(row(page, "progress 1%p")).hasCount(0);
        page.locator("[data-fold]").last().press("Enter");
        assertThat(row(page, "failed")).hasCount(0);
        assertThat(row(page, "22 pass")).isVisible();
        assertThat(page.locator("[data-fold]").last()).hasAttribute("aria-expanded", "false");
    }

    @Test
    void theViewerShouldBeAccessible(Visitor visitor) throws Exception {
        var page = open(visitor, 1, "#L1000");
        assertThat(page.locator(".log-marked")).containsText("request 1000");
        assertThat(Accessibility.violations(page)).isEmpty();
    }

    private static void print(dev.slipway.logstream.LogWriter writer, int from, int to) {
        for (int i = from; i <= to; i++) {
            writer.line("deploy", "line " + i + ".");
        }
        writer.flush();
    }
}
