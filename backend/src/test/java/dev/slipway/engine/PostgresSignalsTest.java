package dev.slipway.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.testing.Postgres;
import dev.slipway.testing.TestDatabase;
import io.r2dbc.pool.ConnectionPool;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What one portal says, others on its database hear. */
class PostgresSignalsTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final TestDatabase database = Postgres.empty();
    private final ConnectionPool pool = database.pool(4);
    private final PostgresSignals here = new PostgresSignals(database.connectionFactory(), database.client(pool));
    private final PostgresSignals there = new PostgresSignals(database.connectionFactory(), database.client(pool));

    @BeforeEach
    void start() {
        here.start();
        there.start();
        // Until the connection listens, what is said is not heard.
        var heard = there.on("ready").next().cache();
        heard.subscribe();
        Flux.interval(Duration.ofMillis(20))
                .concatMap(_ -> here.send("ready", "now"))
                .takeUntilOther(heard)
                .blockLast(LIMIT);
    }

    @AfterEach
    void stop() {
        here.stop();
        there.stop();
        pool.dispose();
    }

    @Test
    void whatIsSaidInOneBreathShouldBeHeardWholeAndInOrder() {
        var words = IntStream.range(0, 700).mapToObj(Integer::toString).toList();
        var heard = there.on("word").take(words.size()).collectList().cache();
        heard.subscribe();

        Flux.fromIterable(words).concatMap(word -> here.send("word", word)).blockLast(LIMIT);

        assertThat(heard.block(LIMIT)).isEqualTo(words);
    }

    @Test
    void whoSaidItShouldHearItOnceAndAtOnce() {
        var heard = here.on("word").take(2).collectList().cache();
        heard.subscribe();

        here.send("word", "mine").then(there.send("word", "yours")).block(LIMIT);

        assertThat(heard.block(LIMIT)).isEqualTo(List.of("mine", "yours"));
    }

    @Test
    void lastWordsOfAPortalThatStopsShouldBeHeard() {
        var heard = there.on("word").next().cache();
        heard.subscribe();

        here.send("word", "farewell").block(LIMIT);
        here.stop();

        assertThat(heard.block(LIMIT)).isEqualTo("farewell");
    }

    @Test
    void whatIsUndoneShouldNotBeSaid() {
        var heard = there.on("word").next().cache();
        heard.subscribe();
        var transactions = database.transactions(pool);

        transactions
                .execute(undone -> {
                    undone.setRollbackOnly();
                    return here.send("word", "undone");
                })
                .then(transactions.transactional(here.send("word", "done")))
                .then(Mono.<Void>empty())
                .block(LIMIT);

        assertThat(heard.block(LIMIT)).isEqualTo("done");
    }
}
