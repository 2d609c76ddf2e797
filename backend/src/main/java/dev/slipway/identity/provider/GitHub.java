package dev.slipway.identity.provider;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.client.WebClientResponseException;
import reactor.core.publisher.Mono;

/**
 * Asks GitHub who the bearer of a token is. GitHub speaks OAuth 2.0 without OpenID Connect, so there is no ID token; the answer
 * comes from its API over TLS. Groups are organisations ({@code acme}) and teams ({@code acme/backend}).
 */
@Component
class GitHub {

    private static final ParameterizedTypeReference<Map<String, Object>> ONE = new ParameterizedTypeReference<>() {};
    private static final ParameterizedTypeReference<List<Map<String, Object>>> MANY =
            new ParameterizedTypeReference<>() {};

    private final ProviderClients clients;

    GitHub(ProviderClients clients) {
        this.clients = clients;
    }

    /** The number is the subject: names can be given up and taken by somebody else. */
    Mono<Person> person(Provider provider, String token) {
        var user = get(provider, "/user", token, ONE);
        var email = many(provider, "/user/emails", token)
                .mapNotNull(GitHub::verified)
                .defaultIfEmpty("");
        var groups = Mono.zip(
                many(provider, "/user/orgs?per_page=100", token),
                many(provider, "/user/teams?per_page=100", token),
                GitHub::groups);
        return Mono.zip(user, email, groups).map(all -> {
            var claims = new HashMap<>(all.getT1());
            claims.put("groups", all.getT3());
            var login = Objects.toString(claims.get("login"), "");
            return new Person(
                    provider.issuer(),
                    Objects.toString(claims.get("id")),
                    login,
                    Objects.toString(claims.get("name"), login),
                    all.getT2().isEmpty() ? null : all.getT2(),
                    all.getT3(),
                    claims);
        });
    }

    /** What the token may not read counts as nothing: it gives no address and no group. */
    private Mono<List<Map<String, Object>>> many(Provider provider, String path, String token) {
        return get(provider, path, token, MANY)
                .onErrorResume(WebClientResponseException.Forbidden.class, _ -> Mono.empty())
                .onErrorResume(WebClientResponseException.NotFound.class, _ -> Mono.empty())
                .defaultIfEmpty(List.of());
    }

    private <T> Mono<T> get(Provider provider, String path, String token, ParameterizedTypeReference<T> type) {
        return clients.http()
                .get()
                .uri(provider.api() + path)
                .headers(headers -> headers.setBearerAuth(token))
                .accept(MediaType.parseMediaType("application/vnd.github+json"))
                .retrieve()
                .bodyToMono(type);
    }

    private static @Nullable String verified(List<Map<String, Object>> addresses) {
        return addresses.stream()
                .filter(address ->
                        Boolean.TRUE.equals(address.get("primary")) && Boolean.TRUE.equals(address.get("verified")))
                .map(address -> Objects.toString(address.get("email"), ""))
                .findFirst()
                .orElse(null);
    }

    private static List<String> groups(List<Map<String, Object>> organisations, List<Map<String, Object>> teams) {
        var groups = new ArrayList<String>();
        organisations.forEach(organisation -> groups.add(Objects.toString(organisation.get("login"))));
        teams.forEach(team -> {
            if (team.get("organization") instanceof Map<?, ?> organisation) {
                groups.add(organisation.get("login") + "/" + team.get("slug"));
            }
        });
        return groups;
    }
}
