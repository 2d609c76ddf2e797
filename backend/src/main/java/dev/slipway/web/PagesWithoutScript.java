package dev.slipway.web;

import org.springframework.stereotype.Component;
import org.thymeleaf.exceptions.TemplateProcessingException;
import org.thymeleaf.spring6.SpringWebFluxTemplateEngine;
import org.thymeleaf.standard.StandardDialect;

/** Templates write no values into scripts: the policy of every page forbids scripts within it. */
@Component
class PagesWithoutScript {

    PagesWithoutScript(SpringWebFluxTemplateEngine engine) {
        engine.getDialects().stream()
                .filter(StandardDialect.class::isInstance)
                .map(StandardDialect.class::cast)
                .forEach(dialect -> dialect.setJavaScriptSerializer((value, _) -> {
                    throw new TemplateProcessingException("A page has no script to write this into: " + value);
                }));
    }
}
