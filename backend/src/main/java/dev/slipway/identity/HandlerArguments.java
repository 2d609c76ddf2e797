package dev.slipway.identity;

import dev.slipway.audit.Actor;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.MethodParameter;
import org.springframework.web.reactive.BindingContext;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import org.springframework.web.reactive.result.method.HandlerMethodArgumentResolver;
import org.springframework.web.reactive.result.method.annotation.ArgumentResolverConfigurer;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Gives handlers an {@link Actor} (who asks) or an {@link Access} (and what they may) as argument. */
@Configuration(proxyBeanMethods = false)
class HandlerArguments implements WebFluxConfigurer {

    private final Visitors visitors;

    HandlerArguments(Visitors visitors) {
        this.visitors = visitors;
    }

    @Override
    public void configureArgumentResolvers(ArgumentResolverConfigurer configurer) {
        configurer.addCustomResolver(new VisitorArgument());
    }

    private class VisitorArgument implements HandlerMethodArgumentResolver {

        @Override
        public boolean supportsParameter(MethodParameter parameter) {
            return parameter.getParameterType() == Actor.class || parameter.getParameterType() == Access.class;
        }

        @Override
        public Mono<Object> resolveArgument(
                MethodParameter parameter, BindingContext binding, ServerWebExchange exchange) {
            var access = visitors.access(exchange)
                    .map(who -> who.at(exchange.getAttributeOrDefault(Access.HERE, Place.EVERYWHERE)));
            return parameter.getParameterType() == Access.class
                    ? access.cast(Object.class)
                    : access.<Object>flatMap(who -> Mono.justOrEmpty(who.whoever()))
                            .switchIfEmpty(Mono.error(() -> new NotSignedIn(false)));
        }
    }
}
