package dev.slipway.web;

import org.springframework.web.bind.WebDataBinder;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.InitBinder;

/**
 * Makes forms of their records' components alone: names that a browser made up ({@code name.class.loader}) are no paths
 * into objects.
 */
@ControllerAdvice
class DeclaredFields {

    @InitBinder
    void declaredOnly(WebDataBinder binder) {
        binder.setDeclarativeBinding(true);
        binder.setAutoGrowNestedPaths(false);
    }
}
