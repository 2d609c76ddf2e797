package dev.slipway.web;

import org.springframework.context.annotation.Configuration;
import org.springframework.validation.Errors;
import org.springframework.validation.Validator;
import org.springframework.web.reactive.config.WebFluxConfigurer;

/**
 * Has no engine of constraint annotations started: handlers check what they are given themselves, because each message
 * names the field, the rule and the remedy.
 */
@Configuration(proxyBeanMethods = false)
class OwnChecks implements WebFluxConfigurer {

    @Override
    public Validator getValidator() {
        return new Validator() {
            @Override
            public boolean supports(Class<?> type) {
                return false;
            }

            @Override
            public void validate(Object target, Errors errors) {
                throw new IllegalStateException("It supports no type: " + target.getClass());
            }
        };
    }
}
