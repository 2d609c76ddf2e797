package dev.slipway.promotion.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.identity.Account;
import dev.slipway.identity.Role;
import dev.slipway.identity.TestPeople;
import dev.slipway.promotion.PromotionShop;
import dev.slipway.testing.Await;
import dev.slipway.testing.PortalTest;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.http.MediaType;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What two people do in the same moment: one approves what waits, the other asks for something newer in its place. */
@PortalTest
class SameMomentTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    /** How many wait for the rounds of a job. */
    private static final String WAITING = """
        select count(*) from pg_locks l, (select hashtextextended('approval:' || :job, 0) as key) k
        where l.locktype = 'advisory' and not l.granted
            and l.classid::bigint = (k.key >> 32) & 4294967295 and l.objid::bigint = k.key & 4294967295
        """;

    private final PromotionShop shop = new PromotionShop();
    private final String all = "/api/v1/projects/" + shop.project + "/promotions";
    private final TestPeople people;
    private final DatabaseClient database;
    private final TransactionalOperator transactions;
    private final Account olga;
    private final Account ada;

    @Autowired
    SameMomentTest(
            TestPeople people,
            DatabaseClient database,
            TransactionalOperator transactions,
            AutowireCapableBeanFactory beans) {
        this.people = people;
        this.database = database;
        this.transactions = transactions;
        beans.autowireBean(shop);
        olga = people.person(Role.OPERATOR);
        ada = people.person(Role.APPROVER);
    }

    @BeforeEach
    void promotion() throws IOException {
        shop.define("protection: {soak: 30d, approval: {required: 1}}", "")
                .release("web", "1.0.0", "1.1.0")
                .proven("staging", "web", "1.1.0");
    }

    @RepeatedTest(3)
    void grantedApprovalShouldNeverGoSilentlyWhoeverIsFirst() throws Exception {
        var job = job(ask(Map.of()));
        var round = asked(job);

        var both = whileRoundsAreHeld(job, () -> decide(round), () -> ask(Map.of()));

        var decided = both.first().get();
        var superseding = both.second().get();
        assertThat(decided.status() + " and " + superseding.status()).isIn("200 and 409", "409 and 201");
        assertConsistent(job, decided);
    }

    @RepeatedTest(3)
    void whoAsksFirstShouldTellTheApproverThatItWasSuperseded() throws Exception {
        var job = job(ask(Map.of()));
        var round = asked(job);

        var both = whileRoundsAreHeld(job, () -> ask(Map.of()), () -> decide(round));

        var decided = both.second().get();
        var superseding = both.first().get();
        assertThat(decided.status() + " and " + superseding.status()).isIn("200 and 409", "409 and 201");
        assertConsistent(job, decided);
    }

    private void assertConsistent(long job, Answer decided) {
        var state = get(all + "/1").path("state").asString();
        var round = get("/api/v1/jobs/" + job + "/approvals").get(0);
        if (decided.status() == 200) {
            assertThat(state).isEqualTo("WAITING");
            assertThat(round.path("state").asString()).isEqualTo("APPROVED");
            assertThat(ask(Map.of("earlier", "SUPERSEDE")).status()).isEqualTo(201);
        } else {
            assertThat(state).isEqualTo("SUPERSEDED");
            assertThat(decided.body().toString()).contains("Promotion #2 took its place");
            assertThat(round.path("votes")).isEmpty();
        }
        Await.until(
                "its job ends",
                LONG,
                () -> get("/api/v1/jobs/" + job).path("state").asString().equals("ENDED"));
        assertThat(get(all + "/1").path("state").asString()).isEqualTo("SUPERSEDED");
        assertThat(get("/api/v1/jobs/" + job + "/approvals").size())
                .as("nobody is asked again")
                .isEqualTo(1);
    }

    private record Both(Future<Answer> first, Future<Answer> second) {}

    /** Both queue behind a transaction that holds the job's rounds, and go on when it ends. */
    private Both whileRoundsAreHeld(long job, Callable<Answer> first, Callable<Answer> second) {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            return Objects.requireNonNull(
                    database.sql("select pg_advisory_xact_lock(hashtextextended('approval:' || :job, 0))::text")
                            .bind("job", Long.toString(job))
                            .then()
                            .then(Mono.fromCallable(() -> queued(job, threads, first, second))
                                    .subscribeOn(Schedulers.boundedElastic()))
                            .as(transactions::transactional)
                            .block());
        }
    }

    private Both queued(long job, ExecutorService threads, Callable<Answer> first, Callable<Answer> second) {
        var one = threads.submit(first);
        Await.until("the first waits", LONG, () -> waiting(job) >= 1);
        var other = threads.submit(second);
        Await.until("both wait", LONG, () -> waiting(job) >= 2);
        return new Both(one, other);
    }

    private long waiting(long job) {
        return Objects.requireNonNull(database.sql(WAITING)
                .bind("job", Long.toString(job))
                .mapValue(Long.class)
                .all()
                .single()
                .block());
    }

    /** The id of the job that carries it out. */
    private long job(Answer promotion) {
        var number = promotion.body().path("job").asLong();
        return get("/api/v1/projects/" + shop.project + "/jobs/" + number)
                .path("id")
                .asLong();
    }

    private JsonNode asked(long job) {
        Await.until(
                "people are asked",
                LONG,
                () -> !get("/api/v1/jobs/" + job + "/approvals").isEmpty());
        return get("/api/v1/jobs/" + job + "/approvals").get(0);
    }

    private Answer ask(Map<String, ?> more) {
        var body = new java.util.HashMap<String, Object>(Map.of("to", "prod", "pipeline", "quick"));
        body.putAll(more);
        return answer(people.as(olga)
                .post()
                .uri(all)
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(body));
    }

    private Answer decide(JsonNode round) {
        return answer(people.as(ada)
                .post()
                .uri("/api/v1/approvals/" + round.path("id").asLong() + "/decision")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(
                        Map.of("choice", "approve", "hash", round.path("hash").asString())));
    }

    private JsonNode get(String path) {
        return answer(people.as(ada).get().uri(path)).body();
    }

    private record Answer(int status, JsonNode body) {}

    private static Answer answer(WebTestClient.RequestHeadersSpec<?> request) {
        var result = request.exchange().expectBody(String.class).returnResult();
        return new Answer(
                result.getStatus().value(),
                JsonMapper.shared().readTree(Objects.requireNonNullElse(result.getResponseBody(), "null")));
    }
}
