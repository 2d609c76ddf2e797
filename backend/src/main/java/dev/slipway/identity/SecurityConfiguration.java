package dev.slipway.identity;

import dev.slipway.web.FieldProblem;
import dev.slipway.web.MalformedRequest;
import dev.slipway.web.Paths;
import java.util.Set;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.security.authentication.ReactiveAuthenticationManager;
import org.springframework.security.config.annotation.web.reactive.EnableWebFluxSecurity;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.security.web.server.firewall.ServerExchangeRejectedHandler;
import org.springframework.security.web.server.savedrequest.NoOpServerRequestCache;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatcher;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatcher.MatchResult;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Puts the parts of sign-in into Spring Security's filter chain. */
@Configuration(proxyBeanMethods = false)
@EnableWebFluxSecurity
@EnableConfigurationProperties({IdentityProperties.class, LimitProperties.class})
class SecurityConfiguration {

    private static final Set<HttpMethod> SAFE =
            Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS, HttpMethod.TRACE);

    @Bean
    SecurityWebFilterChain securityFilters(
            ServerHttpSecurity http, Visitors visitors, RouteAuthorization authorization) {
        var refusals = new Refusals();
        return http.securityContextRepository(visitors)
                .requestCache(cache -> cache.requestCache(NoOpServerRequestCache.getInstance()))
                .httpBasic(ServerHttpSecurity.HttpBasicSpec::disable)
                .formLogin(ServerHttpSecurity.FormLoginSpec::disable)
                .logout(ServerHttpSecurity.LogoutSpec::disable)
                .headers(ServerHttpSecurity.HeaderSpec::disable)
                .csrf(csrf -> csrf.csrfTokenRepository(new CsrfTokens())
                        .csrfTokenRequestHandler(new UploadTokens(visitors))
                        .requireCsrfProtectionMatcher(forgeable())
                        .accessDeniedHandler(refusals))
                .exceptionHandling(
                        errors -> errors.authenticationEntryPoint(refusals).accessDeniedHandler(refusals))
                .authorizeExchange(routes -> routes.anyExchange().access(authorization))
                .build();
    }

    /** Nobody signs in through Spring Security's own filters; without this bean Boot would make up a user. */
    @Bean
    ReactiveAuthenticationManager noAuthenticationManager() {
        return _ -> Mono.empty();
    }

    /** What Spring Security's firewall takes for an attempt on the address is told as any other refusal, not with nothing. */
    @Bean
    ServerExchangeRejectedHandler rejectedAddresses() {
        return (_, _) -> Mono.error(new MalformedRequest(
                "This address cannot be asked for.",
                new FieldProblem(
                        "address",
                        "must not have slashes, backslashes, percent signs, semicolons or control characters in"
                                + " encoded form, nor two slashes in a row",
                        "Correct the address.")));
    }

    /** Another site can make a browser send its cookies, but neither a bearer token nor a cookie that is not there. */
    private static ServerWebExchangeMatcher forgeable() {
        return exchange -> isForgeable(exchange) ? MatchResult.match() : MatchResult.notMatch();
    }

    private static boolean isForgeable(ServerWebExchange exchange) {
        var request = exchange.getRequest();
        if (SAFE.contains(request.getMethod()) || Visitors.bearer(request).isPresent()) {
            return false;
        }
        if (Paths.of(exchange).matches("/sign-in/[a-z0-9]+/back-channel-logout")) {
            return false; // from a provider, which signs what it says
        }
        return !Paths.isApi(request) || SessionCookie.SESSION.read(request).isPresent();
    }
}
