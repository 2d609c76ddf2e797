package dev.slipway.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Starts one browser and one portal for all browser tests but those on AWS, of which each class has its own, and gives each
 * test visitors of its own.
 */
final class Browsing implements ExecutionCondition, ParameterResolver, AfterEachCallback {

    private static final Namespace HERE = Namespace.create(Browsing.class);
    private static final List<Path> CHROMIUM = List.of(
            Path.of("/usr/bin/chromium"), Path.of("/usr/bin/chromium-browser"), Path.of("/usr/bin/google-chrome"));

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        if (chromium().isPresent()) {
            return ConditionEvaluationResult.enabled("There is a Chromium");
        }
        if (Boolean.parseBoolean(System.getenv("SLIPWAY_REQUIRE_BROWSER"))) {
            throw new IllegalStateException("SLIPWAY_REQUIRE_BROWSER is true and there is none of " + CHROMIUM);
        }
        if (context.getTestMethod().isEmpty()) {
            System.err.println("SKIPPED: " + context.getDisplayName() + " needs a Chromium at one of " + CHROMIUM);
        }
        return ConditionEvaluationResult.disabled("There is no Chromium at one of " + CHROMIUM);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        var type = parameter.getParameter().getType();
        return type == Visitor.class || type == RunningPortal.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        var stage = stage(context);
        return parameter.getParameter().getType() == RunningPortal.class
                ? stage.portal()
                : visitors(context).enter(stage);
    }

    /** Pictures of what a failed test saw last, and complaints of the pages of one that did not fail. */
    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        visitors(context).leave(context);
    }

    private static Visitors visitors(ExtensionContext context) {
        return context.getStore(HERE)
                .computeIfAbsent("visitors " + context.getUniqueId(), _ -> new Visitors(), Visitors.class);
    }

    private static Stage stage(ExtensionContext context) {
        var aws =
                context.getRequiredTestClass().getAnnotation(BrowserTest.class).simulatedAws();
        // A driver is for one thread, and classes on AWS run beside others: each has a stage of its own.
        return (aws ? ofClass(context) : context.getRoot())
                .getStore(HERE)
                .computeIfAbsent(aws ? "stage-aws" : "stage", _ -> Stage.open(aws), Stage.class);
    }

    private static ExtensionContext ofClass(ExtensionContext context) {
        return context.getTestMethod().isEmpty()
                ? context
                : ofClass(context.getParent().orElseThrow());
    }

    private static Optional<Path> chromium() {
        return CHROMIUM.stream().filter(Files::isExecutable).findFirst();
    }

    static Playwright driver() {
        return Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    }

    static Browser launch(Playwright playwright) {
        return playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(chromium().orElseThrow())
                        .setArgs(List.of(
                                "--no-sandbox",
                                "--disable-background-networking",
                                "--disable-component-update",
                                "--disable-sync",
                                "--no-first-run")));
    }

    /** What all browser tests share. */
    record Stage(Playwright playwright, Browser browser, RunningPortal portal) implements AutoCloseable {

        static Stage open(boolean aws) {
            return open(aws ? RunningPortal.startWithSimulatedAws() : RunningPortal.start());
        }

        static Stage open(RunningPortal portal) {
            PlaywrightAssertions.setDefaultAssertionTimeout(Visitor.PATIENCE_MILLIS);
            var playwright = driver();
            return new Stage(playwright, launch(playwright), portal);
        }

        @Override
        public void close() {
            browser.close();
            playwright.close();
            portal.close();
        }
    }

    /** Those of one test. */
    private static final class Visitors {

        private final List<Visitor> present = new ArrayList<>();

        Visitor enter(Stage stage) {
            var visitor = Visitor.enter(stage.browser(), stage.portal());
            present.add(visitor);
            return visitor;
        }

        void leave(ExtensionContext context) throws Exception {
            var failed = context.getExecutionException().isPresent();
            var complaints = new ArrayList<String>();
            for (var visitor : present) {
                if (failed) {
                    visitor.picture(Path.of(
                            "target",
                            "browser",
                            context.getRequiredTestMethod().getName() + "-" + present.indexOf(visitor) + ".png"));
                }
                complaints.addAll(visitor.complaints());
                visitor.leave();
            }
            if (!failed && !complaints.isEmpty()) {
                throw new AssertionError("The browser complained:\n" + String.join("\n", complaints));
            }
        }
    }
}
