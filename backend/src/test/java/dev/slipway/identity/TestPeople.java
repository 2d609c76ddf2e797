package dev.slipway.identity;

import dev.slipway.audit.Actor;
import dev.slipway.testing.ReadAnswers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpHeaders;
import org.springframework.test.web.reactive.server.WebTestClient;

/**
 * People and clients for tests of a running portal: {@code people.as(Role.OPERATOR)} sends a bearer token, {@code
 * people.browser(Role.OPERATOR)} a session cookie and the header against forgery.
 */
@TestComponent
public class TestPeople {

    private static final int PAGE = 8 * 1024 * 1024;
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final Accounts accounts;
    private final Sessions sessions;
    private final ApiTokens tokens;
    private final Clock clock;
    private final Environment environment;
    private final Map<Role, Account> known = new ConcurrentHashMap<>();

    TestPeople(Accounts accounts, Sessions sessions, ApiTokens tokens, Clock clock, Environment environment) {
        this.accounts = accounts;
        this.sessions = sessions;
        this.tokens = tokens;
        this.clock = clock;
        this.environment = environment;
    }

    /** A new person with the role and no password. */
    public Account person(Role role) {
        var name = role.word() + COUNT.incrementAndGet();
        var account = new Account(name, "Test " + name, role, null, clock.instant(), null);
        accounts.add(account, "the test").block();
        return account;
    }

    /** A new person to whom nothing is granted. */
    public Account stranger() {
        var name = "stranger" + COUNT.incrementAndGet();
        var account = new Account(name, "Test " + name, null, null, clock.instant(), null);
        accounts.add(account, "the test").block();
        return account;
    }

    public Actor actor(Role role) {
        var account = known.computeIfAbsent(role, this::person);
        return new Actor(Actor.Kind.PERSON, account.userName(), account.name());
    }

    /** A client with a bearer token of somebody with the role. */
    public WebTestClient as(Role role) {
        return client().mutate()
                .defaultHeader(HttpHeaders.AUTHORIZATION, "Bearer " + token(known.computeIfAbsent(role, this::person)))
                .build();
    }

    /** A client with a bearer token of the person. */
    public WebTestClient as(Account account) {
        return client().mutate()
                .defaultHeader(HttpHeaders.AUTHORIZATION, "Bearer " + token(account))
                .build();
    }

    /** A client with a session of somebody with the role, as a browser has it. */
    public WebTestClient browser(Role role) {
        return browser(known.computeIfAbsent(role, this::person));
    }

    public WebTestClient browser(Account account) {
        return browser(account, "test");
    }

    /** As {@link #browser(Account)}, of somebody who came in by a password alone. */
    WebTestClient byPassword(Account account) {
        return browser(account, "password");
    }

    private WebTestClient browser(Account account, String method) {
        var session = Objects.requireNonNull(
                sessions.begin(account.userName(), method, "127.0.0.1", "test").block());
        return client().mutate()
                .defaultHeader(HttpHeaders.ACCEPT, "text/html,application/xhtml+xml,*/*;q=0.8")
                .defaultCookie("slipway-session", session.value())
                .defaultHeader(CsrfTokens.HEADER, csrf(session))
                .build();
    }

    /** Headers of a new session of the person: its cookie, and what a form must send against forgery. */
    public Map<String, String> session(Account account) {
        var session = Objects.requireNonNull(
                sessions.begin(account.userName(), "test", "127.0.0.1", "test").block());
        return Map.of("Cookie", "slipway-session=" + session.value(), CsrfTokens.HEADER, csrf(session));
    }

    /** A client of somebody who has not signed in. */
    public WebTestClient client() {
        return WebTestClient.bindToServer()
                .baseUrl("http://localhost:" + environment.getRequiredProperty("local.server.port"))
                .responseTimeout(Duration.ofSeconds(20))
                .filter(new ReadAnswers())
                .codecs(codecs -> codecs.defaultCodecs().maxInMemorySize(PAGE)) // of all people of all tests
                .build();
    }

    /** A bearer token of the person. */
    public String token(Account account) {
        var secret = TokenText.fresh();
        var now = clock.instant();
        tokens.add(
                        new ApiToken(
                                "t" + COUNT.incrementAndGet(),
                                account.userName(),
                                "test",
                                EnumSet.allOf(Permission.class),
                                List.of(),
                                now,
                                now.plus(Duration.ofDays(1)),
                                null,
                                null,
                                null),
                        secret)
                .block();
        return secret.value();
    }

    /** As a page carries it: masked, here with zeros (see {@code XorServerCsrfTokenRequestAttributeHandler}). */
    private static String csrf(Secret session) {
        var token = CsrfTokens.token(session).getToken().getBytes(StandardCharsets.UTF_8);
        var masked = new byte[2 * token.length];
        System.arraycopy(token, 0, masked, token.length, token.length);
        return Base64.getUrlEncoder().encodeToString(masked);
    }
}
