package dev.slipway.browser;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.springframework.core.io.ClassPathResource;

/** What axe-core finds wrong with a page, by WCAG 2.1 levels A and AA and its best practices. */
final class Accessibility {

    private static final String AXE = "META-INF/resources/webjars/axe-core/4.6.3/axe.min.js";
    private static final String RUN = """
        () => axe.run(document, { resultTypes: ['violations'] }).then(result => result.violations.flatMap(violation =>
            violation.nodes.map(node =>
                violation.id + ': ' + violation.help + ' | ' + node.html.slice(0, 200) + ' | ' + node.failureSummary)))
        """;

    private static final String WIDE = """
        () => document.documentElement.scrollWidth <= document.documentElement.clientWidth ? []
            : [...document.querySelectorAll('main *, header *')]
                .filter(it => it.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
                .slice(-5).map(it => it.outerHTML.slice(0, 160))
        """;

    private Accessibility() {}

    /** Parts that stick out of a page one must scroll sideways; none if one need not. */
    @SuppressWarnings("unchecked") // the script returns a list of texts
    static List<String> tooWide(Page page) {
        return (List<String>) page.evaluate(WIDE);
    }

    /** One line for each element that breaks a rule. */
    @SuppressWarnings("unchecked") // the script returns a list of texts
    static List<String> violations(Page page) throws IOException {
        page.evaluate(new ClassPathResource(AXE).getContentAsString(StandardCharsets.UTF_8));
        return (List<String>) page.evaluate(RUN);
    }
}
